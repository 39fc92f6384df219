using System.Globalization;
using System.Numerics;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A whole number beyond 64 bits.</summary>
internal sealed class BigIntegerValue : JinjaValue
{
    /// <summary>Python refuses to print integers with more than 4300 digits; none is made that is larger.</summary>
    public const int MostBits = 14_284;

    private BigIntegerValue(BigInteger value) => Value = value;

    public BigInteger Value { get; }

    internal override string TypeName => "int";

    /// <summary>The value in its smallest kind.</summary>
    public static JinjaValue Of(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
            return IntegerValue.Of((long)value);
        if (value.GetBitLength() > MostBits)
            throw TooLarge();
        return new BigIntegerValue(value);
    }

    public static TemplateFault TooLarge() => TemplateFault.Limit($"An integer would have more than {MostBits} bits.");

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append(Value.ToString(CultureInfo.InvariantCulture));
}
