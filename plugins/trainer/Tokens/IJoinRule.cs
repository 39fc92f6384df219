namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>Says which parts of a text are joined, and in which order.</summary>
internal interface IJoinRule
{
    /// <summary>How early two neighbours are joined, the lowest first; null where they are not. They lie beside each other.</summary>
    float? Rank(ReadOnlySpan<char> left, ReadOnlySpan<char> right);
}
