namespace LocalAI.Plugins.Store.Index;

/// <summary>How many rows a walk keeps (ef) to find the wanted share of the true nearest; more where more are wanted.</summary>
/// <param name="Few">For up to <see cref="FewHits"/> rows; null where only so wide a walk would do that exact search is faster.</param>
/// <param name="Many">For <see cref="ManyHits"/> rows.</param>
/// <param name="Keys">How many keys there were when it was measured.</param>
/// <param name="Recall">The share.</param>
internal sealed record SearchWidth(int? Few, int? Many, int Keys, float Recall)
{
    /// <summary>The smaller number of rows that it was measured with.</summary>
    public const int FewHits = 10;

    /// <summary>The larger one.</summary>
    public const int ManyHits = 100;

    /// <summary>For so many rows; null for exact search.</summary>
    public int? For(int most)
    {
        if (most <= FewHits)
            return Few;
        if (Few is not { } few || Many is not { } many)
            return null;
        return most <= ManyHits
            ? few + ((many - few) * (most - FewHits) / (ManyHits - FewHits))
            : (int)((long)many * most / ManyHits);
    }
}
