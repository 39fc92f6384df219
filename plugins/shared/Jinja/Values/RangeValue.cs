using System.Globalization;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>range(start, stop, step).</summary>
internal sealed class RangeValue(long start, long stop, long step) : JinjaValue
{
    /// <summary>The sandbox allows no longer one.</summary>
    public const int LongestInSandbox = 100_000;

    public long Start { get; } = start;

    public long Stop { get; } = stop;

    public long Step { get; } = step;

    /// <summary>How many numbers it has.</summary>
    public Int128 Count { get; } =
        step > 0 && start < stop ? ((Int128)stop - start - 1) / step + 1
        : step < 0 && start > stop ? ((Int128)start - stop - 1) / -(Int128)step + 1
        : 0;

    internal override string TypeName => "range";

    internal override bool IsTrue => Count > 0;

    internal override int? Length => (int)Count;

    public IntegerValue At(long index) => IntegerValue.Of(Start + index * Step);

    internal override IEnumerable<JinjaValue> Iterate()
    {
        for (var i = 0; i < Count; i++)
            yield return At(i);
    }

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append(
        Step == 1
            ? string.Create(CultureInfo.InvariantCulture, $"range({Start}, {Stop})")
            : string.Create(CultureInfo.InvariantCulture, $"range({Start}, {Stop}, {Step})"));
}
