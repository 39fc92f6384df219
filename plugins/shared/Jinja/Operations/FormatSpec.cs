using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>How one value is written by % or by str.format.</summary>
internal sealed record FormatSpec
{
    public const int MostPrecision = 1000;

    private const int LastCodePoint = 0x10FFFF;
    private const int BitsOfWord = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> DecimalDigits = SearchValues.Create("0123456789");

    /// <summary>What stands in the room that is left; a space where it is null.</summary>
    public string? Fill { get; init; }

    /// <summary>One of &lt; &gt; ^ =, or 0 where none is given: a number with a fill then has it after its sign.</summary>
    public char Align { get; init; }

    public char Sign { get; init; } = '-';

    /// <summary>Whether a sign was asked for, if only the usual one.</summary>
    public bool HasSign { get; init; }

    public bool Alternate { get; init; }

    /// <summary>Whether a zero never shows a minus.</summary>
    public bool IsZeroPositive { get; init; }

    public int Width { get; init; }

    public char Grouping { get; init; }

    public int? Precision { get; init; }

    public char Type { get; init; }

    /// <summary>Whether str.format takes it for a string.</summary>
    public bool IsForText =>
        Type is '\0' or 's' && Align != '=' && !HasSign && !IsZeroPositive && !Alternate && Grouping == '\0';

    /// <summary>Whether str.format takes it for a floating point number, if the type is one of theirs.</summary>
    public bool IsForFloats => Grouping == '\0' || Type != 'n';

    /// <summary>Whether str.format takes it for a whole number.</summary>
    public bool IsForIntegers => Precision is null && !IsZeroPositive && Type switch
    {
        '\0' or 'd' => true,
        'x' or 'X' or 'o' or 'b' => Grouping != ',',
        'n' => Grouping == '\0',
        'c' => Grouping == '\0' && !HasSign && !Alternate,
        _ => false,
    };

    public StringValue Text(RenderState state, string text)
    {
        var value = new StringValue(text);
        if (Precision is { } most && most < value.CodePoints)
            value = new StringValue(text[..CodePoints.Offset(value, most)]);
        return Padded(state, value, Align == '\0' ? '<' : Align);
    }

    public StringValue Integer(RenderState state, BigInteger value)
    {
        if (value.GetBitLength() > BitsOfWord)
            state.Budget.BigNumber();
        var digits = Type switch
        {
            'x' => Magnitude(value, 4),
            'X' => Magnitude(value, 4).ToUpperInvariant(),
            'o' => Magnitude(value, 3),
            'b' => Magnitude(value, 1),
            'c' => value.Sign >= 0 && value <= LastCodePoint && !(value >= 0xD800 && value <= 0xDFFF)
                ? char.ConvertFromUtf32((int)value)
                : throw TemplateFault.Evaluation("%c arg not in range(0x110000)"),
            _ => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture),
        };
        if (Type == 'c')
            return Signed(state, false, "", digits);
        if (Precision is { } least && least > digits.Length)
        {
            state.Budget.Text(least);
            digits = digits.PadLeft(least, '0');
        }
        var prefix = Alternate && Type is 'x' or 'X' or 'o' or 'b' && Alternate ? $"0{Type}" : "";
        return Signed(state, value.Sign < 0, prefix, digits);
    }

    public StringValue Float(RenderState state, double value)
    {
        var digits = FloatFormat.Digits(Math.Abs(value), this);
        var isNegative = double.IsNegative(value) && !double.IsNaN(value)
            && !(IsZeroPositive && !digits.AsSpan().ContainsAnyInRange('1', '9') && double.IsFinite(value));
        return Signed(state, isNegative, "", digits);
    }

    /// <summary>The digits of a number to a base that is a power of two.</summary>
    private static string Magnitude(BigInteger value, int bitsPerDigit)
    {
        var bytes = BigInteger.Abs(value).ToByteArray(isUnsigned: true);
        var digits = new char[Math.Max(1, (bytes.Length * 8 + bitsPerDigit - 1) / bitsPerDigit)];
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = 0;
            for (var bit = 0; bit < bitsPerDigit; bit++)
            {
                var at = i * bitsPerDigit + bit;
                if (at < bytes.Length * 8)
                    digit |= (bytes[at / 8] >> (at % 8) & 1) << bit;
            }
            digits[^(i + 1)] = "0123456789abcdef"[digit];
        }
        var text = new string(digits).TrimStart('0');
        return text.Length == 0 ? "0" : text;
    }

    /// <param name="digits">Digits, and what follows them.</param>
    /// <param name="least">How long the result is at least: zeros count as digits, and no separator comes first.</param>
    private string Grouped(string digits, int least)
    {
        if (Grouping == '\0')
            return digits;
        var group = Type is 'x' or 'X' or 'o' or 'b' ? 4 : 3;
        var end = digits.AsSpan().IndexOfAnyExcept(group == 4 ? HexDigits : DecimalDigits);
        var count = end < 0 ? digits.Length : end;
        if (count == 0)
            return digits;
        var room = least - (digits.Length - count);
        var whole = Math.Max(count, room - (room - 1) / (group + 1));
        var result = new StringBuilder();
        for (var at = 0; at < whole; at++)
        {
            if (at > 0 && (whole - at) % group == 0)
                result.Append(Grouping);
            result.Append(at < whole - count ? '0' : digits[at - (whole - count)]);
        }
        return result.Append(digits, count, digits.Length - count).ToString();
    }

    private StringValue Signed(RenderState state, bool isNegative, string prefix, string digits)
    {
        var sign = isNegative ? "-" : Sign == '+' ? "+" : Sign == ' ' ? " " : "";
        var align = Align != '\0' ? Align : Fill is null ? '>' : '=';
        if (Grouping != '\0')
        {
            var least = align == '=' && Fill == "0" ? Width - sign.Length - prefix.Length : 0;
            state.Budget.Text(2L * Math.Max(least, digits.Length));
            digits = Grouped(digits, least);
        }
        if (align != '=')
            return Padded(state, new StringValue(sign + prefix + digits), align);
        var missing = Math.Max(0, Width - sign.Length - prefix.Length - digits.Length);
        state.Budget.Text(missing);
        return new StringValue(sign + prefix + string.Concat(Enumerable.Repeat(Fill ?? " ", missing)) + digits);
    }

    private StringValue Padded(RenderState state, StringValue text, char align)
    {
        var fill = Fill ?? " ";
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
