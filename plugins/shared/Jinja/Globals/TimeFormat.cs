using System.Globalization;
using System.Text;

namespace LocalAI.Plugins.Jinja.Globals;

/// <summary>strftime in the C locale.</summary>
internal static class TimeFormat
{
    private const int LongestPart = 64;
    private const string Numeric = "YyCmdeHIklMSjwuUWVGgs";

    public static string Format(RenderState state, DateTimeOffset time, string format)
    {
        state.Budget.Text((long)format.Length + LongestPart);
        var result = new StringBuilder();
        for (var at = 0; at < format.Length;)
        {
            if (format[at] == '%' && at + 1 < format.Length)
                result.Append(Directive(state, time, format, ref at));
            else
                result.Append(format[at++]);
        }
        return result.ToString();
    }

    /// <summary>%, flags, a width, E or O, and the letter, as the C library of GNU has it; what is none of it stays as it is.</summary>
    private static string Directive(RenderState state, DateTimeOffset time, string format, ref int at)
    {
        var start = at++;
        while (At(format, at) is '_' or '-' or '0' or '^' or '#')
            at++;
        var flags = format[(start + 1)..at];
        var width = 0;
        for (; char.IsAsciiDigit(At(format, at)); at++)
            width = (int)Math.Min(width * 10L + format[at] - '0', int.MaxValue);
        state.Budget.Text((long)width + LongestPart);
        var modifier = At(format, at) is 'E' or 'O' ? format[at++] : '\0';
        var letter = At(format, at);
        at = Math.Min(at + 1, format.Length);

        var isKnown = modifier switch
        {
            'E' => "cCxXyY".Contains(letter, StringComparison.Ordinal),
            'O' => "deHImMSuUVwWy".Contains(letter, StringComparison.Ordinal),
            // Python itself writes these, and without flags only.
            _ => letter != 'f' || at == start + 2,
        };
        if (!isKnown || Part(time, letter) is not { } part)
            return format[start..at].PadLeft(width);
        return letter is 'z' or 'Z' ? part : Padded(part, letter, flags, width);
    }

    private static string Padded(string part, char letter, string flags, int width)
    {
        var padding = flags.LastIndexOfAny(['_', '-', '0']) is >= 0 and var last ? flags[last] : '\0';
        if (!Numeric.Contains(letter, StringComparison.Ordinal))
        {
            if (letter == 'p' && flags.Contains('#'))
                part = part.ToLowerInvariant();
            else if (letter != 'P' && flags.AsSpan().ContainsAny('^', '#'))
                part = part.ToUpperInvariant();
            return part.PadLeft(width, padding == '0' ? '0' : ' ');
        }
        var digits = part.TrimStart(' ', '0');
        digits = digits.Length == 0 ? "0" : digits;
        return padding switch
        {
            '-' => digits.PadLeft(width),
            '_' => digits.PadLeft(Math.Max(width, part.Length)),
            '0' => digits.PadLeft(Math.Max(width, part.Length), '0'),
            _ => digits.PadLeft(Math.Max(width, part.Length), letter is 'e' or 'k' or 'l' ? ' ' : '0'),
        };
    }

    private static char At(string format, int index) => index < format.Length ? format[index] : '\0';

    private static string? Part(DateTimeOffset time, char directive) => directive switch
    {
        'Y' => Text(time, "yyyy"),
        'y' => Text(time, "yy"),
        'C' => (time.Year / 100).ToString("00", CultureInfo.InvariantCulture),
        'm' => Text(time, "MM"),
        'd' => Text(time, "dd"),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'H' => Text(time, "HH"),
        'I' => Text(time, "hh"),
        'k' => time.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'l' => ((time.Hour + 11) % 12 + 1).ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'M' => Text(time, "mm"),
        'S' => Text(time, "ss"),
        'f' => Text(time, "ffffff"),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'P' => time.Hour < 12 ? "am" : "pm",
        'A' => Text(time, "dddd"),
        'a' => Text(time, "ddd"),
        'B' => Text(time, "MMMM"),
        'b' or 'h' => Text(time, "MMM"),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'u' => (((int)time.DayOfWeek + 6) % 7 + 1).ToString(CultureInfo.InvariantCulture),
        'U' => Week(time, (int)time.DayOfWeek),
        'W' => Week(time, ((int)time.DayOfWeek + 6) % 7),
        'V' => ISOWeek.GetWeekOfYear(time.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(time.DateTime).ToString("0000", CultureInfo.InvariantCulture),
        'g' => (ISOWeek.GetYear(time.DateTime) % 100).ToString("00", CultureInfo.InvariantCulture),
        'F' => Text(time, "yyyy-MM-dd"),
        'T' or 'X' => Text(time, "HH:mm:ss"),
        'R' => Text(time, "HH:mm"),
        'r' => Text(time, "hh:mm:ss tt"),
        'D' or 'x' => Text(time, "MM/dd/yy"),
        'c' => $"{Text(time, "ddd MMM")} {time.Day,2} {Text(time, "HH:mm:ss yyyy")}",
        's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        // Python's now() has no zone, so that both are empty.
        'z' or 'Z' => "",
        _ => null,
    };

    private static string Text(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static string Week(DateTimeOffset time, int daysSinceFirst) =>
        ((time.DayOfYear + 6 - daysSinceFirst) / 7).ToString("00", CultureInfo.InvariantCulture);
}
