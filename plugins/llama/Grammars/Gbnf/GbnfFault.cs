using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>What is wrong with a GBNF grammar, as sentences for the user.</summary>
internal static class GbnfFault
{
    /// <summary>A fault at a place of the text.</summary>
    /// <param name="text">The grammar.</param>
    /// <param name="place">The place, in characters from the beginning.</param>
    /// <param name="fault">What is there, such as "a text that does not end".</param>
    /// <param name="advice">What to do.</param>
    public static EngineException At(string text, int place, string fault, string advice)
    {
        var before = text.AsSpan(0, Math.Min(place, text.Length));
        var (line, column) = (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
        return Of($"has {fault} at line {line}, column {column}; {advice}");
    }

    /// <summary>A fault of the grammar as a whole.</summary>
    public static EngineException Of(string sentence) => new(EngineFailure.InvalidInput, $"Grammar {sentence}.");
}
