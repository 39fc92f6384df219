using System.Text.RegularExpressions;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Pairs;

/// <summary>Something that can be said of several people, animals or things, in many ways that all mean the same.</summary>
/// <param name="Name">What it is, once in all domains.</param>
/// <param name="Statements">
/// How it is said, as phrases that each have all slots; a slot's name is that of its kind, with a digit for a second.
/// </param>
/// <param name="Questions">How one asks for it: phrases that have only some of the slots.</param>
internal sealed partial record Frame(string Name, Wordings Statements, Wordings Questions)
{
    /// <summary>The slots, in alphabetical order.</summary>
    public IReadOnlyList<string> Slots { get; } = SlotsOf(Statements.Trained[0]);

    /// <summary>The slots of a phrase, in alphabetical order.</summary>
    public static IReadOnlyList<string> SlotsOf(string phrase) =>
        [.. Slot().Matches(phrase).Select(match => match.Groups[1].Value.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What may fill a slot: phrases of which each choice means the same.</summary>
    public static IReadOnlyList<string> Fillers(string slot) => Pairs.Fillers.OfKind(slot.TrimEnd('2'));

    [GeneratedRegex(@"\{(?:[aA] )?(\w+)\}")]
    private static partial Regex Slot();
}
