using System.Globalization;
using System.Numerics;

namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>How one value is written by % or by str.format.</summary>
internal sealed record FormatSpec
{
    public const int MostPrecision = 1000;

    public string? Fill { get; init; }

    public char Align { get; init; }

    public char Sign { get; init; } = '-';

    public bool Alternate { get; init; }

    public bool ZeroPadded { get; init; }

    public int Width { get; init; }

    public char Grouping { get; init; }

    public int? Precision { get; init; }

    public char Type { get; init; }

    public StringValue Text(RenderState state, string text)
    {
        var value = new StringValue(text);
        if (Precision is { } most && most < value.CodePoints)
            value = new StringValue(text[..CodePoints.Offset(value, most)]);
        return Padded(state, value, Align == '\0' ? '<' : Align);
    }

    public StringValue Integer(RenderState state, BigInteger value)
    {
        var digits = Type switch
        {
            'x' => Magnitude(value, 16),
            'X' => Magnitude(value, 16).ToUpperInvariant(),
            'o' => Magnitude(value, 8),
            'b' => Magnitude(value, 2),
            'c' => char.ConvertFromUtf32((int)value),
            _ => Grouped(BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture)),
        };
        if (Type == 'c')
            return Padded(state, new StringValue(digits), Align == '\0' ? '<' : Align);
        var prefix = Alternate && Type is 'x' or 'X' or 'o' or 'b' && Alternate ? $"0{Type}" : "";
        return Signed(state, value.Sign < 0, prefix, digits);
    }

    public StringValue Float(RenderState state, double value)
    {
        var isNegative = double.IsNegative(value) && !double.IsNaN(value);
        return Signed(state, isNegative, "", Grouped(FloatFormat.Digits(Math.Abs(value), this)));
    }

    private static string Magnitude(BigInteger value, int numberBase)
    {
        value = BigInteger.Abs(value);
        if (value.IsZero)
            return "0";
        var digits = new Stack<char>();
        for (; !value.IsZero; value /= numberBase)
            digits.Push("0123456789abcdef"[(int)(value % numberBase)]);
        return new string([.. digits]);
    }

    private string Grouped(string digits)
    {
        if (Grouping == '\0')
            return digits;
        var end = digits.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (var at = (end < 0 ? digits.Length : end) - 3; at > 0; at -= 3)
            digits = digits.Insert(at, Grouping.ToString());
        return digits;
    }

    private StringValue Signed(RenderState state, bool isNegative, string prefix, string digits)
    {
        var sign = isNegative ? "-" : Sign == '+' ? "+" : Sign == ' ' ? " " : "";
        if ((ZeroPadded && Align == '\0') || Align == '=')
        {
            var missing = Math.Max(0, Width - sign.Length - prefix.Length - digits.Length);
            state.Budget.Text(missing);
            return new StringValue(sign + prefix + string.Concat(Enumerable.Repeat(Fill ?? (ZeroPadded ? "0" : " "), missing)) + digits);
        }
        return Padded(state, new StringValue(sign + prefix + digits), Align == '\0' ? '>' : Align);
    }

    private StringValue Padded(RenderState state, StringValue text, char align)
    {
        var fill = Fill ?? (ZeroPadded && Align == '\0' ? "0" : " ");
        return align switch
        {
            '<' => Methods.Padding.Left(state, text, Width, fill),
            '^' => Centered(state, text, fill),
            _ => Methods.Padding.Right(state, text, Width, fill),
        };
    }

    /// <summary>Unlike str.center, an odd space is always on the right.</summary>
    private StringValue Centered(RenderState state, StringValue text, string fill)
    {
        var missing = Math.Max(0, Width - text.CodePoints);
        var left = Methods.Padding.Right(state, text, text.CodePoints + missing / 2, fill);
        return Methods.Padding.Left(state, left, Width, fill);
    }
}
