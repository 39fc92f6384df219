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
        var converted = (double)((BigIntegerValue)value).Value;
        return double.IsFinite(converted) ? converted : throw TemplateFault.Evaluation("int too large to convert to float");
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
