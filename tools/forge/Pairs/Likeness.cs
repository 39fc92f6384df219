namespace LocalAI.Plugins.Forge.Pairs;

/// <summary>How like the wrong sentence is to the right one.</summary>
internal enum Likeness
{
    /// <summary>Nothing in common but by chance: another domain.</summary>
    Unrelated,

    /// <summary>Something else about one of the same people, animals or things: some words are the same.</summary>
    SharesWords,

    /// <summary>The same about someone or something else: most words are the same.</summary>
    Close,
}
