namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>Where drafted tokens come from.</summary>
internal enum DraftKind
{
    /// <summary>The text so far: what followed the last time that the same tokens came.</summary>
    Ngram,

    /// <summary>A smaller model with the same vocabulary.</summary>
    Model,
}
