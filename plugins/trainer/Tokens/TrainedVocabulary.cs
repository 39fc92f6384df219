using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>The vocabulary of a model that is trained from nothing: joined bytes of its dataset's texts.</summary>
/// <param name="Vocabulary">The tokens and rules.</param>
/// <param name="ChatTemplate">The chat template; null for none.</param>
/// <param name="Files">tokenizer.json and tokenizer_config.json, by name.</param>
internal sealed record TrainedVocabulary(Vocabulary Vocabulary, string? ChatTemplate, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Ends a text, and fills up batches.</summary>
    public const string EndOfText = "<|endoftext|>";

    /// <summary>Ends a turn of a conversation, and what the model says.</summary>
    public const string EndOfTurn = "<|im_end|>";

    private const string BeginOfTurn = "<|im_start|>";

    /// <summary>Trains one.</summary>
    /// <param name="texts">What is learnt from.</param>
    /// <param name="size">Tokens at most, the special ones counted.</param>
    /// <param name="context">Tokens that the model is made for.</param>
    /// <param name="chatTemplate">The chat template; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Abstractions.EngineException"><paramref name="size"/> is too small.</exception>
    public static TrainedVocabulary Train(
        IEnumerable<string> texts, int size, int context, string? chatTemplate, CancellationToken cancellationToken)
    {
        string[] turns = [EndOfText, BeginOfTurn, EndOfTurn];
        string[] all = [.. turns.Union(TemplateMarkers.Of(chatTemplate ?? ""), StringComparer.Ordinal)];
        var vocabulary = BpeTrainer.Train(texts, size, all, cancellationToken);
        vocabulary = vocabulary with
        {
            Kinds = [.. vocabulary.Kinds.Zip(vocabulary.Texts, (kind, text) =>
                kind == TokenKind.Control && !TemplateMarkers.Steers(text) ? TokenKind.UserDefined : kind)],
        };
        // A model of conversations ends with its turn, as those of the Qwen family do.
        vocabulary = vocabulary with { End = Id(chatTemplate is null ? EndOfText : EndOfTurn), Padding = Id(EndOfText) };
        return new TrainedVocabulary(vocabulary, chatTemplate, TokenizerFiles.Write(vocabulary, chatTemplate, context));

        int Id(string text) => vocabulary.Texts.Count - all.Length + Array.IndexOf(all, text);
    }
}
