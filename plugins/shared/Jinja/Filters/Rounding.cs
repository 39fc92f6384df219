using System.Globalization;
using System.Numerics;
using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>round: to even at a half, by the exact decimal value of the number.</summary>
internal static class Rounding
{
    private const int MostDigits = 308;

    public static JinjaValue Round(JinjaValue value, BoundArguments arguments)
    {
        var isWhole = arguments[0] is NoneValue;
        var precision = isWhole ? 0 : arguments.Integer(0, 0);
        var method = arguments.OptionalText(1) ?? "common";
        if (method is not ("common" or "ceil" or "floor"))
            throw TemplateFault.Evaluation("method must be common, ceil or floor");
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        if (!Numbers.IsNumber(value))
            throw TemplateFault.Evaluation($"type {value.TypeName} doesn't define __round__ method");
        if (isWhole && method == "common" && value is FloatValue whole)
            return double.IsFinite(whole.Value) ? BigIntegerValue.Of(new BigInteger(Nearest(whole.Value, 0)))
                : throw TemplateFault.Evaluation("cannot convert float infinity or NaN to integer");
        if (method == "common")
            return value is FloatValue number
                ? new FloatValue(Nearest(number.Value, precision))
                : NearestInteger(Numbers.ToBig(value), precision);

        return new FloatValue(TowardsInfinity(value, precision, method == "ceil"));
    }

    private static double TowardsInfinity(JinjaValue value, int precision, bool isUp)
    {
        if (value is not FloatValue && precision >= 0)
            return Numbers.ToDouble(value);
        var scale = Math.Pow(10, Math.Clamp(precision, -MostDigits, MostDigits));
        var scaled = Numbers.ToDouble(value) * scale;
        if (!double.IsFinite(scaled))
            throw TemplateFault.Evaluation("cannot convert float infinity to integer");
        var whole = new BigInteger(isUp ? Math.Ceiling(scaled) : Math.Floor(scaled));
        return precision < 0 ? Numbers.ToDouble(BigIntegerValue.Of(whole)) / scale
            : Numbers.Quotient(whole, BigInteger.Pow(10, Math.Min(precision, MostDigits)));
    }

    private static double Nearest(double number, int precision)
    {
        if (!double.IsFinite(number) || precision > MostDigits)
            return number;
        if (precision < -MostDigits)
            return Math.CopySign(0, number);
        if (precision < 0)
        {
            var scale = Math.Pow(10, -precision);
            return Math.Round(number / scale, MidpointRounding.ToEven) * scale;
        }
        // F formats the exact binary value, so that 2.675 rounds to 2.67 as it should; a true half goes to even.
        var digits = Math.Abs(number).ToString($"F{precision}", CultureInfo.InvariantCulture);
        var rounded = double.Parse(digits, CultureInfo.InvariantCulture);
        return Math.CopySign(HalfToEven(Math.Abs(number), rounded, precision), number);
    }

    private static double HalfToEven(double number, double rounded, int precision)
    {
        if (precision > 15)
            return rounded;
        var scaled = number * Math.Pow(10, precision);
        var isHalf = scaled - Math.Floor(scaled) == 0.5 && scaled / Math.Pow(10, precision) == number && IsExactHalf(number, precision);
        return isHalf ? Math.Round(scaled, MidpointRounding.ToEven) / Math.Pow(10, precision) : rounded;
    }

    /// <summary>Whether the binary value is exactly between two decimals: only multiples of a power of two can be.</summary>
    private static bool IsExactHalf(double number, int precision)
    {
        var doubled = number * Math.Pow(2, precision + 1);
        return doubled == Math.Floor(doubled);
    }

    private static JinjaValue NearestInteger(BigInteger number, int precision)
    {
        if (precision >= 0)
            return BigIntegerValue.Of(number);
        if (precision < -BigIntegerValue.MostBits / 3)
            return IntegerValue.Of(0);
        var unit = BigInteger.Pow(10, -precision);
        var quotient = BigInteger.DivRem(BigInteger.Abs(number), unit, out var remainder);
        var half = (remainder * 2).CompareTo(unit);
        if (half > 0 || (half == 0 && !quotient.IsEven))
            quotient++;
        return BigIntegerValue.Of(quotient * unit * number.Sign);
    }
}
