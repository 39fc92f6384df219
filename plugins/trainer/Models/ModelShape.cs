namespace LocalAI.Plugins.Trainer.Models;

/// <summary>The sizes of a decoder-only transformer, as its config.json or GGUF header states them.</summary>
internal sealed record ModelShape
{
    /// <summary>What the model's family does differently from the others.</summary>
    public required ModelFamily Family { get; init; }

    /// <summary>Tokens in the vocabulary.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Elements of a token's hidden state.</summary>
    public required int Width { get; init; }

    /// <summary>Elements within the feed-forward part.</summary>
    public required int Hidden { get; init; }

    /// <summary>Transformer layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Query heads of a layer.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads of a layer, a divisor of <see cref="Heads"/>.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Elements of a head, an even number.</summary>
    public required int HeadLength { get; init; }

    /// <summary>Tokens that the model was made for.</summary>
    public required int Context { get; init; }

    /// <summary>Tokens that each one sees, itself counted; null for all before it. A longer text cannot be trained with.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>What is added to the mean square before its root is taken.</summary>
    public float NormEpsilon { get; init; } = 1e-6f;

    /// <summary>The base of the rotary embedding's frequencies.</summary>
    public float RotaryBase { get; init; } = 10_000;

    /// <summary>A divisor of the frequency of each pair of a head's elements; empty for 1 everywhere.</summary>
    public IReadOnlyList<float> RotaryDivisors { get; init; } = [];

    /// <summary>Whether queries, keys and values have a bias.</summary>
    public bool HasAttentionBias { get; init; }

    /// <summary>Whether the output of the attention has a bias.</summary>
    public bool HasOutputBias { get; init; }

    /// <summary>Whether the output is the transposed matrix of the embeddings.</summary>
    public bool TiesOutput { get; init; }
}
