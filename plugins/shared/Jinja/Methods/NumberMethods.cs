using System.Numerics;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods of numbers.</summary>
internal static class NumberMethods
{
    public static readonly MethodTable Table = new(
        [],
        [
            ("bit_length()", (_, value, _) => IntegerValue.Of((long)BigInteger.Abs(Numbers.ToBig(value)).GetBitLength())),
            ("conjugate()", (_, value, _) => Arithmetic.Plus(value)),
            ("is_integer()", (_, value, _) =>
                BoolValue.Of(value is not FloatValue number
                    || (double.IsFinite(number.Value) && number.Value == Math.Floor(number.Value)))),
        ]);
}
