namespace LocalAI.Plugins.Forge.Grammar;

/// <summary>Ways to say one thing.</summary>
/// <param name="Trained">The phrases of the set for training.</param>
/// <param name="HeldOut">Those that only the set for measuring has.</param>
internal sealed record Wordings(IReadOnlyList<string> Trained, IReadOnlyList<string> HeldOut);
