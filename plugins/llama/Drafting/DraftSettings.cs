using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>How tokens are drafted (speculative decoding), as LoadModel says.</summary>
internal sealed record DraftSettings
{
    /// <summary>The most tokens that can be drafted at once, by which the memory for their outputs is bounded.</summary>
    public const int Most = 256;

    /// <summary>Where drafts come from, the first that has one; empty drafts nothing.</summary>
    public IReadOnlyList<DraftKind> Kinds { get; init; } = [];

    /// <summary>Whether the kinds were chosen by an option, which then stands against the choice that DraftModel makes.</summary>
    public bool KindsChosen { get; init; }

    /// <summary>Tokens drafted in one step at most.</summary>
    public int MaxTokens { get; init; } = 16;

    /// <summary>Shorter drafts are not tried.</summary>
    public int MinTokens { get; init; }

    /// <summary>A draft model stops where its likeliest token is less probable than this.</summary>
    public float MinProbability { get; init; } = 0.75f;

    /// <summary>Tokens at the end of the text that are looked for in it.</summary>
    public int NgramLength { get; init; } = 12;

    /// <summary>Tokens taken from behind the place that was found.</summary>
    public int NgramDraft { get; init; } = 48;

    /// <summary>How often the tokens must have come before.</summary>
    public int NgramHits { get; init; } = 1;

    /// <summary>The absolute path of the draft model; empty for none.</summary>
    public string ModelFile { get; init; } = "";

    /// <summary>The draft model's layers on the GPU; -1 for all.</summary>
    public int GpuLayers { get; init; } = -1;

    /// <summary>Threads asked for the draft model; 0 for as many as the model has.</summary>
    public int Threads { get; init; }

    /// <summary>Threads asked for while the draft model reads a prompt; 0 for as many as <see cref="Threads"/>.</summary>
    public int BatchThreads { get; init; }

    /// <summary>Type of the draft model's cached keys.</summary>
    public GgmlType KeyType { get; init; } = GgmlType.Float16;

    /// <summary>Type of the draft model's cached values.</summary>
    public GgmlType ValueType { get; init; } = GgmlType.Float16;

    /// <summary>Whether anything can be drafted.</summary>
    public bool IsOn => Kinds.Count > 0;
}
