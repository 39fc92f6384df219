using System.Numerics;

namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>The binary and unary operators, as Python defines them.</summary>
internal static class Arithmetic
{
    public static JinjaValue Add(RenderState state, JinjaValue left, JinjaValue right)
    {
        if (left is StringValue a && right is StringValue b)
            return Concatenate(state, a, b);
        if (Numbers.TryInteger(left, out var x) && Numbers.TryInteger(right, out var y))
        {
            var sum = unchecked(x + y);
            return ((x ^ sum) & (y ^ sum)) < 0 ? BigIntegerValue.Of((BigInteger)x + y) : IntegerValue.Of(sum);
        }
        if (left is ListValue or TupleValue && right is ListValue == left is ListValue && right is SequenceValue)
            return Join(state, (SequenceValue)left, (SequenceValue)right);
        if (BothNumbers(left, right))
        {
            return AnyFloat(left, right)
                ? new FloatValue(Numbers.ToDouble(left) + Numbers.ToDouble(right))
                : BigIntegerValue.Of(Numbers.ToBig(left) + Numbers.ToBig(right));
        }
        throw Unsupported("+", left, right);
    }

    public static JinjaValue Subtract(JinjaValue left, JinjaValue right)
    {
        if (Numbers.TryInteger(left, out var x) && Numbers.TryInteger(right, out var y))
        {
            var difference = unchecked(x - y);
            return ((x ^ y) & (x ^ difference)) < 0 ? BigIntegerValue.Of((BigInteger)x - y) : IntegerValue.Of(difference);
        }
        if (BothNumbers(left, right))
        {
            return AnyFloat(left, right)
                ? new FloatValue(Numbers.ToDouble(left) - Numbers.ToDouble(right))
                : BigIntegerValue.Of(Numbers.ToBig(left) - Numbers.ToBig(right));
        }
        throw Unsupported("-", left, right);
    }

    public static JinjaValue Multiply(RenderState state, JinjaValue left, JinjaValue right)
    {
        if (BothNumbers(left, right))
        {
            return AnyFloat(left, right)
                ? new FloatValue(Numbers.ToDouble(left) * Numbers.ToDouble(right))
                : BigIntegerValue.Of(Numbers.ToBig(left) * Numbers.ToBig(right));
        }
        if (left is StringValue or SequenceValue && Numbers.IsInteger(right))
            return Repetition.Repeat(state, left, Count(right));
        if (right is StringValue or SequenceValue && Numbers.IsInteger(left))
            return Repetition.Repeat(state, right, Count(left));
        throw Unsupported("*", left, right);
    }

    public static JinjaValue Divide(JinjaValue left, JinjaValue right)
    {
        if (!BothNumbers(left, right))
            throw Unsupported("/", left, right);
        if (!AnyFloat(left, right))
        {
            var whole = Numbers.ToBig(right);
            return whole.IsZero ? throw TemplateFault.Evaluation("division by zero")
                : new FloatValue(Numbers.Quotient(Numbers.ToBig(left), whole));
        }
        var divisor = Numbers.ToDouble(right);
        return divisor == 0 ? throw TemplateFault.Evaluation("float division by zero")
            : new FloatValue(Numbers.ToDouble(left) / divisor);
    }

    public static JinjaValue FloorDivide(JinjaValue left, JinjaValue right)
    {
        if (!BothNumbers(left, right))
            throw Unsupported("//", left, right);
        if (AnyFloat(left, right))
            return new FloatValue(Floating.FloorDivide(Numbers.ToDouble(left), Numbers.ToDouble(right)));
        var divisor = Numbers.ToBig(right);
        if (divisor.IsZero)
            throw TemplateFault.Evaluation("integer division or modulo by zero");
        var quotient = BigInteger.DivRem(Numbers.ToBig(left), divisor, out var remainder);
        return BigIntegerValue.Of(!remainder.IsZero && remainder.Sign != divisor.Sign ? quotient - 1 : quotient);
    }

    public static JinjaValue Modulo(RenderState state, JinjaValue left, JinjaValue right)
    {
        if (left is StringValue format)
            return PercentFormat.Format(state, format, right);
        if (!BothNumbers(left, right))
            throw Unsupported("%", left, right);
        if (AnyFloat(left, right))
            return new FloatValue(Floating.Modulo(Numbers.ToDouble(left), Numbers.ToDouble(right)));
        var divisor = Numbers.ToBig(right);
        if (divisor.IsZero)
            throw TemplateFault.Evaluation("integer division or modulo by zero");
        var remainder = BigInteger.Remainder(Numbers.ToBig(left), divisor);
        return BigIntegerValue.Of(!remainder.IsZero && remainder.Sign != divisor.Sign ? remainder + divisor : remainder);
    }

    public static JinjaValue Power(JinjaValue left, JinjaValue right)
    {
        if (!BothNumbers(left, right))
            throw Unsupported("** or pow()", left, right);
        if (AnyFloat(left, right) || Numbers.ToBig(right).Sign < 0)
            return new FloatValue(Floating.Power(Numbers.ToDouble(left), Numbers.ToDouble(right)));
        var number = Numbers.ToBig(left);
        var exponent = Numbers.ToBig(right);
        if (!number.IsZero && !BigInteger.Abs(number).IsOne && exponent * (number.GetBitLength() - 1) > BigIntegerValue.MostBits)
            throw BigIntegerValue.TooLarge();
        if (number.IsZero || BigInteger.Abs(number).IsOne)
            return BigIntegerValue.Of(exponent.IsZero ? 1 : exponent.IsEven ? BigInteger.Abs(number) : number);
        return BigIntegerValue.Of(BigInteger.Pow(number, (int)exponent));
    }

    public static JinjaValue Negate(JinjaValue value) => value switch
    {
        FloatValue number => new FloatValue(-number.Value),
        _ when Numbers.IsInteger(value) => BigIntegerValue.Of(-Numbers.ToBig(value)),
        UndefinedValue undefined => throw undefined.Fault(),
        _ => throw TemplateFault.Evaluation($"bad operand type for unary -: '{value.TypeName}'"),
    };

    public static JinjaValue Plus(JinjaValue value) => value switch
    {
        FloatValue => value,
        _ when Numbers.IsInteger(value) => BigIntegerValue.Of(Numbers.ToBig(value)),
        UndefinedValue undefined => throw undefined.Fault(),
        _ => throw TemplateFault.Evaluation($"bad operand type for unary +: '{value.TypeName}'"),
    };

    private static StringValue Concatenate(RenderState state, StringValue left, StringValue right)
    {
        if (left.IsMarkup || right.IsMarkup)
            return state.Made(Markup.Escape(left).Text + Markup.Escape(right).Text, true);
        state.Budget.Text((long)left.Text.Length + right.Text.Length);
        return new StringValue(left.Text + right.Text);
    }

    private static SequenceValue Join(RenderState state, SequenceValue left, SequenceValue right)
    {
        state.Budget.Items((long)left.Items.Length + right.Items.Length);
        JinjaValue[] items = [.. left.Items, .. right.Items];
        return left is ListValue ? new ListValue(items) : new TupleValue(items);
    }

    private static long Count(JinjaValue times) =>
        Numbers.TryInteger(times, out var count) ? count
        : throw TemplateFault.Evaluation("cannot fit 'int' into an index-sized integer");

    private static bool BothNumbers(JinjaValue left, JinjaValue right) => Numbers.IsNumber(left) && Numbers.IsNumber(right);

    private static bool AnyFloat(JinjaValue left, JinjaValue right) => left is FloatValue || right is FloatValue;

    private static TemplateFault Unsupported(string sign, JinjaValue left, JinjaValue right)
    {
        if (left is UndefinedValue undefined)
            return undefined.Fault();
        if (right is UndefinedValue other)
            return other.Fault();
        return TemplateFault.Evaluation($"unsupported operand type(s) for {sign}: '{left.TypeName}' and '{right.TypeName}'");
    }
}
