using System.Globalization;
using System.Numerics;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Reads numbers as Python's int() and float() do.</summary>
internal static class NumberText
{
    private const int MostDigits = 4300;

    public static bool TryInteger(string text, int numberBase, out BigInteger integer)
    {
        integer = 0;
        if (numberBase != 0 && numberBase is < 2 or > 36)
            return false;
        var digits = Whitespace.Trim(text);
        var isNegative = digits.StartsWith('-');
        if (isNegative || digits.StartsWith('+'))
            digits = digits[1..];
        digits = WithoutPrefix(digits, ref numberBase);
        if (digits.Length is 0 or > MostDigits || digits[0] == '_' || digits[^1] == '_' || digits.Contains("__", StringComparison.Ordinal))
            return false;
        foreach (var digit in digits)
        {
            if (digit == '_')
                continue;
            var value = Value(digit);
            if (value < 0 || value >= numberBase)
                return false;
            integer = integer * numberBase + value;
        }
        if (isNegative)
            integer = -integer;
        return true;
    }

    public static bool TryFloat(string text, out double number)
    {
        var trimmed = Whitespace.Trim(text);
        var unsigned = trimmed.TrimStart('+', '-').ToLowerInvariant();
        number = 0;
        if (trimmed.Length - unsigned.Length > 1)
            return false;
        if (unsigned is "inf" or "infinity" or "nan")
        {
            number = unsigned == "nan" ? double.NaN : trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (unsigned.Length == 0 || !(char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.') || !UnderscoresSeparate(unsigned))
            return false;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(trimmed.Replace("_", "", StringComparison.Ordinal), Style, CultureInfo.InvariantCulture, out number);
    }

    private static bool UnderscoresSeparate(string digits)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] == '_'
                && !(i > 0 && i + 1 < digits.Length && char.IsAsciiDigit(digits[i - 1]) && char.IsAsciiDigit(digits[i + 1])))
                return false;
        }
        return true;
    }

    private static string WithoutPrefix(string digits, ref int numberBase)
    {
        var prefixBase = digits.Length > 1 && digits[0] == '0'
            ? char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 }
            : 0;
        if (prefixBase != 0 && (numberBase == 0 || numberBase == prefixBase))
        {
            numberBase = prefixBase;
            return digits.Length > 2 && digits[2] == '_' ? digits[3..] : digits[2..];
        }
        if (numberBase == 0)
            numberBase = 10;
        return digits;
    }

    private static int Value(char digit) =>
        char.IsAsciiDigit(digit) ? digit - '0'
        : char.IsAsciiLetter(digit) ? char.ToLowerInvariant(digit) - 'a' + 10
        : char.IsDigit(digit) ? (int)char.GetNumericValue(digit)
        : -1;
}
