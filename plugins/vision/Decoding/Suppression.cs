namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>Leaves one box of those that show the same object (greedy non-maximum suppression within each class).</summary>
internal static class Suppression
{
    /// <summary>Keeps the surest and whatever overlaps nothing that was kept of its class.</summary>
    /// <param name="candidates">Sorted, the surest first.</param>
    /// <param name="overlap">The intersection over union above which two are one.</param>
    /// <param name="most">How many are kept at most, which also bounds the work.</param>
    public static void Apply(Candidates candidates, float overlap, int most)
    {
        var items = candidates.Items;
        var kept = 0;
        for (var i = 0; i < items.Length && kept < most; i++)
        {
            if (!IsSuppressed(items[i], items[..kept], overlap))
                items[kept++] = items[i];
        }
        candidates.Keep(kept);
    }

    private static bool IsSuppressed(in Candidate candidate, ReadOnlySpan<Candidate> kept, float overlap)
    {
        foreach (ref readonly var other in kept)
        {
            if (other.Class == candidate.Class && other.Box.Overlap(candidate.Box) > overlap)
                return true;
        }
        return false;
    }
}
