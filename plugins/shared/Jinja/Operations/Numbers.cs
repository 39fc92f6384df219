using System.Numerics;

namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>What the kinds of number have in common; True and False count as 1 and 0.</summary>
internal static class Numbers
{
    private const long ExactInDouble = 1L << 53;

    public static bool IsNumber(JinjaValue value) => value is IntegerValue or BoolValue or FloatValue or BigIntegerValue;

    public static bool IsInteger(JinjaValue value) => value is IntegerValue or BoolValue or BigIntegerValue;

    /// <summary>A whole number of 64 bits.</summary>
    public static bool TryInteger(JinjaValue value, out long integer)
    {
        integer = value switch
        {
            IntegerValue number => number.Value,
            BoolValue flag => flag.Value ? 1 : 0,
            _ => 0,
        };
        return value is IntegerValue or BoolValue;
    }

    /// <summary>Any whole number.</summary>
    public static BigInteger ToBig(JinjaValue value) =>
        value is BigIntegerValue big ? big.Value : TryInteger(value, out var integer) ? integer : 0;

    public static double ToDouble(JinjaValue value)
    {
        if (value is FloatValue number)
            return number.Value;
        if (TryInteger(value, out var integer))
            return integer;
        return Quotient(((BigIntegerValue)value).Value, BigInteger.One);
    }

    /// <summary>The floating point number nearest to a quotient of whole numbers; of two as near the even one.</summary>
    public static double Quotient(BigInteger dividend, BigInteger divisor)
    {
        // 64 bits or more of quotient, and one more bit that says whether anything is left: rounding that is rounding the whole.
        const int Bits = 66;
        var shift = Bits - (int)(BigInteger.Abs(dividend).GetBitLength() - BigInteger.Abs(divisor).GetBitLength());
        var quotient = BigInteger.DivRem(
            shift > 0 ? BigInteger.Abs(dividend) << shift : BigInteger.Abs(dividend),
            shift < 0 ? BigInteger.Abs(divisor) << -shift : BigInteger.Abs(divisor),
            out var remainder);
        var magnitude = Math.ScaleB(Nearest(quotient, !remainder.IsZero, shift), -shift);
        if (!double.IsFinite(magnitude))
            throw TemplateFault.Evaluation("int too large to convert to float");
        return dividend.Sign < 0 != divisor.Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>A whole number cut to the 53 bits of a double, or to fewer where the scaled result is subnormal.</summary>
    private static double Nearest(BigInteger number, bool hasMore, int shift)
    {
        const int Mantissa = 53;
        const int LeastExponent = -1074;
        var length = (int)number.GetBitLength();
        var drop = Math.Max(length - Mantissa, LeastExponent + shift);
        if (drop <= 0)
            return (double)number;
        var kept = number >> drop;
        var rest = number - (kept << drop);
        var half = BigInteger.One << (drop - 1);
        if (rest > half || (rest == half && (hasMore || !kept.IsEven)))
            kept++;
        return Math.ScaleB((double)kept, drop);
    }

    /// <summary>Below, at or above 0 as Python orders the two; null where one is not a number.</summary>
    public static int? Compare(JinjaValue left, JinjaValue right)
    {
        if (TryInteger(left, out var a) && TryInteger(right, out var b))
            return a.CompareTo(b);
        if (left is FloatValue x && right is FloatValue y)
            return Ordered(x.Value, y.Value);
        if (left is FloatValue)
            return -Compare(right, left);
        if (right is FloatValue number)
            return Compare(left, number.Value);
        return ToBig(left).CompareTo(ToBig(right));
    }

    private static int? Compare(JinjaValue integer, double number)
    {
        if (double.IsNaN(number))
            return null;
        if (TryInteger(integer, out var small) && small is > -ExactInDouble and < ExactInDouble)
            return Ordered(small, number);
        if (double.IsInfinity(number))
            return number > 0 ? -1 : 1;
        var whole = new BigInteger(Math.Floor(number));
        var order = ToBig(integer).CompareTo(whole);
        return order == 0 && number > Math.Floor(number) ? -1 : order;
    }

    private static int? Ordered(double left, double right) =>
        left < right ? -1 : left > right ? 1 : left == right ? 0 : null;
}
