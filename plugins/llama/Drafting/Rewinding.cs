using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>Finds out whether wrong guesses can be taken back: a recurrent state cannot be cut.</summary>
internal static class Rewinding
{
    /// <summary>Tries it with two tokens; the context is empty before and after.</summary>
    public static bool IsPossible(LlamaContext context, Vocabulary vocabulary)
    {
        using var batch = new TokenBatch(2);
        batch.Add(vocabulary.Begin, position: 0, sequence: 0, wantsOutput: false);
        batch.Add(vocabulary.Begin, position: 1, sequence: 0, wantsOutput: true);
        var isPossible = context.BatchSize >= 2 && context.Decode(batch) == DecodeOutcome.Done && context.Truncate(sequence: 0, from: 1);
        context.ClearMemory();
        return isPossible;
    }
}
