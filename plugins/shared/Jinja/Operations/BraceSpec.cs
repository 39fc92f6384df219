namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>
/// Reads what stands after the colon in a field of str.format: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
/// </summary>
internal static class BraceSpec
{
    public static FormatSpec Parse(string text)
    {
        var at = 0;
        string? fill = null;
        var align = '\0';
        var first = text.Length > 1 && CodePoints.IsPair(text, 0) ? 2 : 1;
        if (text.Length > first && IsAlign(text[first]))
        {
            fill = text[..first];
            align = text[first];
            at = first + 1;
        }
        else if (IsAlign(text[0]))
        {
            align = text[at++];
        }
        var hasSign = At(text, at) is '+' or '-' or ' ';
        var sign = hasSign ? text[at++] : '-';
        var isZeroPositive = Skip(text, ref at, 'z');
        var alternate = Skip(text, ref at, '#');
        if (fill is null && Skip(text, ref at, '0'))
            fill = "0";
        var width = Number(text, ref at);
        var grouping = At(text, at) is ',' or '_' ? text[at++] : '\0';
        if (grouping != '\0' && At(text, at) is ',' or '_')
            throw TemplateFault.Evaluation("A format takes one of ',' and '_'");
        int? precision = null;
        if (Skip(text, ref at, '.'))
            precision = Number(text, ref at) ?? throw TemplateFault.Evaluation("Format specifier missing precision");
        var type = at < text.Length ? text[at++] : '\0';
        if (at < text.Length)
            throw TemplateFault.Evaluation($"Invalid format specifier '{text}'");
        return new FormatSpec
        {
            Fill = fill,
            Align = align,
            Sign = sign,
            HasSign = hasSign,
            IsZeroPositive = isZeroPositive,
            Alternate = alternate,
            Width = width ?? 0,
            Grouping = grouping,
            Precision = precision,
            Type = type,
        };
    }

    private static bool IsAlign(char character) => character is '<' or '>' or '=' or '^';

    private static bool Skip(string text, ref int at, char character)
    {
        if (At(text, at) != character)
            return false;
        at++;
        return true;
    }

    private static int? Number(string text, ref int at)
    {
        var start = at;
        long number = 0;
        for (; char.IsAsciiDigit(At(text, at)); at++)
            number = Math.Min(number * 10 + text[at] - '0', int.MaxValue);
        return at == start ? null : (int)number;
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';
}
