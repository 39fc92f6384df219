using System.Globalization;

namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>The digits of a floating point number by e, f, g and %.</summary>
internal static class FloatFormat
{
    private const int UsualPrecision = 6;

    public static string Digits(double value, FormatSpec spec)
    {
        var type = char.ToLowerInvariant(spec.Type);
        var isUpper = char.IsAsciiLetterUpper(spec.Type);
        if (!double.IsFinite(value))
        {
            var name = double.IsNaN(value) ? "nan" : "inf";
            return (isUpper ? name.ToUpperInvariant() : name) + (type == '%' ? "%" : "");
        }
        var precision = spec.Precision ?? UsualPrecision;
        if (precision > FormatSpec.MostPrecision)
            throw TemplateFault.Limit($"A number would have {precision} digits; the limit is {FormatSpec.MostPrecision}.");
        var digits = type switch
        {
            'f' => Fixed(value, precision, spec.Alternate),
            '%' => double.IsInfinity(value * 100) ? "inf%" : Fixed(value * 100, precision, spec.Alternate) + "%",
            'e' => Exponential(value, precision, spec.Alternate),
            'g' or 'n' => General(value, Math.Max(precision, 1), spec.Alternate),
            _ when spec.Precision is null => spec.Alternate ? WithPoint(FloatText.Repr(value)) : FloatText.Repr(value),
            _ => General(value, Math.Max(precision, 1), spec.Alternate, keepsDecimal: true),
        };
        return isUpper ? digits.ToUpperInvariant() : digits;
    }

    private static string Fixed(double value, int precision, bool alternate) =>
        value.ToString($"F{precision}", CultureInfo.InvariantCulture) + (alternate && precision == 0 ? "." : "");

    private static string Exponential(double value, int precision, bool alternate)
    {
        var parts = value.ToString($"e{precision}", CultureInfo.InvariantCulture).Split('e');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return $"{parts[0]}{(alternate && precision == 0 ? "." : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    /// <param name="value">The number.</param>
    /// <param name="precision">How many digits it shows at most.</param>
    /// <param name="alternate">Whether it shows all of them, and always a point.</param>
    /// <param name="keepsDecimal">Whether one of the digits stands behind the point, as no format shows a float.</param>
    private static string General(double value, int precision, bool alternate, bool keepsDecimal = false)
    {
        var scientific = Exponential(value, precision - 1, false);
        var exponent = value == 0 ? 0
            : int.Parse(scientific[(scientific.IndexOf('e', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        var isScientific = exponent < -4 || exponent >= (keepsDecimal ? precision - 1 : precision);
        var digits = isScientific
            ? scientific[..scientific.IndexOf('e', StringComparison.Ordinal)]
            : Fixed(value, precision - 1 - exponent, false);
        if (alternate)
            digits = WithPoint(digits);
        else if (digits.Contains('.'))
            digits = digits.TrimEnd('0').TrimEnd('.');
        if (isScientific)
            return digits + scientific[scientific.IndexOf('e', StringComparison.Ordinal)..];
        return keepsDecimal && !digits.Contains('.') ? digits + ".0" : digits;
    }

    private static string WithPoint(string digits)
    {
        var exponent = digits.IndexOf('e', StringComparison.Ordinal);
        return digits.Contains('.') ? digits : digits.Insert(exponent < 0 ? digits.Length : exponent, ".");
    }
}
