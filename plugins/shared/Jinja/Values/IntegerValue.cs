using System.Globalization;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A whole number of 64 bits; larger ones are a <see cref="BigIntegerValue"/>.</summary>
internal sealed class IntegerValue : JinjaValue
{
    private const int LeastCached = -16;
    private const int MostCached = 256;

    private static readonly IntegerValue[] Cached =
        [.. Enumerable.Range(LeastCached, MostCached - LeastCached + 1).Select(value => new IntegerValue(value))];

    private IntegerValue(long value) => Value = value;

    public long Value { get; }

    internal override string TypeName => "int";

    internal override bool IsTrue => Value != 0;

    public static IntegerValue Of(long value) =>
        value is >= LeastCached and <= MostCached ? Cached[value - LeastCached] : new IntegerValue(value);

    internal override void AppendRepr(TextBuffer buffer)
    {
        Span<char> digits = stackalloc char[20];
        Value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        buffer.Append(digits[..length]);
    }
}
