using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>Finds the tokens after which a model says no more.</summary>
internal static class EndTokens
{
    // What ends a turn or a text in the models that are known, under the names that llama.cpp looks for too.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "<|eot_id|>", "<|im_end|>", "<|end|>", "<|endoftext|>", "<|end_of_text|>", "<|eom_id|>", "<end_of_turn>", "<EOT>", "</s>",
    };

    /// <summary>The end token, and those special ones that are known to end turns or texts.</summary>
    public static IReadOnlySet<int> Of(Vocabulary vocabulary) => Enumerable.Range(0, vocabulary.Texts.Count)
        .Where(id => id == vocabulary.End
            || (vocabulary.Kinds[id] is TokenKind.Control or TokenKind.UserDefined && Known.Contains(vocabulary.Texts[id])))
        .ToHashSet();
}
