using System.Globalization;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>
/// Writes floating point numbers as Python's repr does: the fewest digits that read back, always with a point or an exponent.
/// </summary>
internal static class FloatText
{
    private const int LeastExponent = -4;
    private const int MostExponent = 16;

    public static string Repr(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";

        var roundTrip = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var digits = Digits(roundTrip);
        var exponent = value == 0 ? 0 : Exponent(roundTrip);
        var sign = double.IsNegative(value) ? "-" : "";
        return sign + (exponent is < LeastExponent or >= MostExponent ? Scientific(digits, exponent) : Positional(digits, exponent));
    }

    /// <summary>The significant digits, without zeros at either end.</summary>
    private static string Digits(string roundTrip)
    {
        var mantissa = roundTrip.Split('E')[0].Replace(".", "", StringComparison.Ordinal).Trim('0');
        return mantissa.Length == 0 ? "0" : mantissa;
    }

    /// <summary>The decimal exponent of the first significant digit.</summary>
    private static int Exponent(string roundTrip)
    {
        var parts = roundTrip.Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? parts[0] : parts[0][..point]).TrimStart('0');
        var shift = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        if (whole.Length > 0)
            return shift + whole.Length - 1;
        var fraction = parts[0][(point + 1)..];
        var zeros = fraction.Length - fraction.TrimStart('0').Length;
        return shift - zeros - 1;
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0') + ".0"
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
