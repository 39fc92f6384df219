namespace LocalAI.Plugins.Abstractions;

/// <summary>How a plugin recognises its models; every list may be empty.</summary>
public sealed record ModelPatterns
{
    /// <summary>File extensions with their dot: <c>.gguf</c>.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>ASCII bytes a model file begins with: <c>GGUF</c>.</summary>
    public IReadOnlyList<string> Magic { get; init; } = [];

    /// <summary>Files that a model folder holds: <c>model_index.json</c>.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Values, or prefixes ending in <c>://</c>, of LoadModel's <c>Model</c>: <c>store://</c>, <c>trainer</c>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
