using System.Numerics;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods of numbers.</summary>
internal static class NumberMethods
{
    public static readonly MethodTable Floats = new(
        [],
        [
            ("conjugate()", (_, value, _) => value),
            ("is_integer()", (_, value, _) => BoolValue.Of(
                double.IsFinite(((FloatValue)value).Value) && ((FloatValue)value).Value == Math.Floor(((FloatValue)value).Value))),
        ]);

    public static readonly MethodTable Integers = new(
        [],
        [
            ("bit_length()", (_, value, _) => IntegerValue.Of((long)BigInteger.Abs(Numbers.ToBig(value)).GetBitLength())),
            ("bit_count()", (_, value, _) => IntegerValue.Of(
                BigInteger.Abs(Numbers.ToBig(value)).ToByteArray().Sum(octet => (long)BitOperations.PopCount(octet)))),
            ("as_integer_ratio()", (_, value, _) => new TupleValue(Arithmetic.Plus(value), IntegerValue.Of(1))),
            ("conjugate()", (_, value, _) => Arithmetic.Plus(value)),
            ("is_integer()", (_, _, _) => BoolValue.Of(true)),
        ]);
}
