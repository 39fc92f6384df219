using System.Globalization;

namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>A decimal number as its digits, exact whatever its size.</summary>
/// <param name="IsNegative">Never for zero.</param>
/// <param name="Whole">Digits before the point, without leading zeros; "0" for none.</param>
/// <param name="Fraction">Digits after the point, without trailing zeros.</param>
/// <param name="IsExclusive">Whether the number itself is out of bounds.</param>
internal sealed record NumberBound(bool IsNegative, string Whole, string Fraction, bool IsExclusive)
{
    /// <summary>The most digits a bound may be written out with.</summary>
    private const int MostDigits = 100;

    public bool IsZero => Whole == "0" && Fraction.Length == 0;

    /// <summary>Reads a JSON number.</summary>
    /// <returns>Null when it has too many digits.</returns>
    public static NumberBound? Parse(string number, bool isExclusive)
    {
        var mantissa = number.TrimStart('-');
        var exponentAt = mantissa.IndexOfAny(['e', 'E']);
        long exponent = 0;
        if (exponentAt >= 0)
        {
            if (!long.TryParse(mantissa[(exponentAt + 1)..], CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MostDigits)
                return null;
            mantissa = mantissa[..exponentAt];
        }
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var whole = (point < 0 ? mantissa.Length : point) + (int)exponent;
        if (digits.Length > MostDigits)
            return null;

        if (whole < 0)
            (digits, whole) = (new string('0', -whole) + digits, 0);
        if (whole > digits.Length)
            digits = digits.PadRight(whole, '0');
        var before = digits[..whole].TrimStart('0');
        var after = digits[whole..].TrimEnd('0');
        var isZero = before.Length == 0 && after.Length == 0;
        return new NumberBound(number[0] == '-' && !isZero, before.Length == 0 ? "0" : before, after, isExclusive);
    }
}
