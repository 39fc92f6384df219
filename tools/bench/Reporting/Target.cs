using System.Globalization;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>What a ratio should be.</summary>
/// <param name="Value">The bound.</param>
/// <param name="AtLeast">Whether more is better; otherwise less is.</param>
internal sealed record Target(double Value, bool AtLeast)
{
    public static Target From(double least) => new(least, AtLeast: true);

    public static Target UpTo(double most) => new(most, AtLeast: false);

    public bool IsMetBy(double ratio) => AtLeast ? ratio >= Value : ratio <= Value;

    /// <summary>Whether one sample beats another.</summary>
    public bool Prefers(double sample, double other) => AtLeast ? sample > other : sample < other;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? '≥' : '≤')} {Value:0.0#}");
}
