using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>Something that a trained model is measured in.</summary>
/// <param name="Name">Its name; the file is <c>eval-NAME.jsonl</c>.</param>
/// <param name="HeldOut">What its samples have that none for training has; for some things a far seed is enough.</param>
/// <param name="Write">Writes a sample.</param>
internal sealed record Measure(string Name, HeldOut HeldOut, Func<Writer, Sample> Write)
{
    /// <summary>Whether the assistant thinks before it answers.</summary>
    public bool Thinks { get; init; }

    /// <summary>A sample of it.</summary>
    public Sample Take(Dice dice) => Write(new Writer(dice, HeldOut, Thinks) { IsForTraining = false }) with { Thinks = Thinks };
}
