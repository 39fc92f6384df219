using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>A vocabulary and its rules, as a tokenizer file or a GGUF header states them.</summary>
/// <param name="Texts">The text of each token, in the vocabulary's own spelling.</param>
/// <param name="Kinds">The kind of each token.</param>
internal sealed record Vocabulary(IReadOnlyList<string> Texts, IReadOnlyList<TokenKind> Kinds)
{
    /// <summary>Whether pieces are joined by their scores, as sentencepiece does it; else pairs of bytes are, by their order.</summary>
    public bool IsSentencePiece { get; init; }

    /// <summary>Pairs in the order in which they are joined, each with a space between; of pairs of bytes.</summary>
    public IReadOnlyList<string> Merges { get; init; } = [];

    /// <summary>How a text is cut into words before that, by the name that llama.cpp has for it.</summary>
    public string PreTokenizer { get; init; } = "";

    /// <summary>What is joined first, the highest first; of sentencepiece.</summary>
    public IReadOnlyList<float> Scores { get; init; } = [];

    /// <summary>Whether a text gets a space before its first word; of sentencepiece.</summary>
    public bool AddsSpace { get; init; }

    /// <summary>The token that begins a text; null for none.</summary>
    public int? Begin { get; init; }

    /// <summary>The token that ends a text; null for none.</summary>
    public int? End { get; init; }

    /// <summary>The token for what has none; null where there is none.</summary>
    public int? Unknown =>
        Enumerable.Range(0, Kinds.Count).FirstOrDefault(id => Kinds[id] == TokenKind.Unknown, -1) is >= 0 and var id ? id : null;

    /// <summary>The token that fills up batches; null for none.</summary>
    public int? Padding { get; init; }

    /// <summary>Whether a text that is read begins with <see cref="Begin"/>.</summary>
    public bool AddsBegin { get; init; }

    /// <summary>What texts are turned into tokens with.</summary>
    /// <exception cref="Abstractions.EngineException">The vocabulary is damaged, or cuts words in an unknown way.</exception>
    public TextTokenizer CreateTokenizer() => IsSentencePiece ? new SentencePieceTokenizer(this) : new BytePairTokenizer(this);
}
