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
        var precision = Math.Min(spec.Precision ?? UsualPrecision, FormatSpec.MostPrecision);
        var digits = type switch
        {
            'f' => Fixed(value, precision, spec.Alternate),
            '%' => Fixed(value * 100, precision, spec.Alternate) + "%",
            'e' => Exponential(value, precision, spec.Alternate),
            'g' or 'n' => General(value, Math.Max(precision, 1), spec.Alternate),
            _ => spec.Precision is null ? FloatText.Repr(value) : WithPoint(General(value, Math.Max(precision, 1), false)),
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

    private static string General(double value, int precision, bool alternate)
    {
        var scientific = Exponential(value, precision - 1, false);
        var exponent = value == 0 ? 0
            : int.Parse(scientific[(scientific.IndexOf('e', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        var isScientific = exponent < -4 || exponent >= precision;
        var digits = isScientific
            ? scientific[..scientific.IndexOf('e', StringComparison.Ordinal)]
            : Fixed(value, precision - 1 - exponent, false);
        if (!alternate && digits.Contains('.'))
            digits = digits.TrimEnd('0').TrimEnd('.');
        return isScientific ? digits + scientific[scientific.IndexOf('e', StringComparison.Ordinal)..] : digits;
    }

    private static string WithPoint(string digits) => digits.AsSpan().ContainsAny('.', 'e') ? digits : digits + ".0";
}
