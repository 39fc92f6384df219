namespace LocalAI.Plugins.Store.Tests;

/// <summary>What the store should answer, computed as plainly as can be.</summary>
internal static class Oracle
{
    /// <summary>The cosine, in double.</summary>
    public static double Cosine(float[] first, float[] second)
    {
        double dot = 0, ofFirst = 0, ofSecond = 0;
        for (var i = 0; i < first.Length; i++)
        {
            dot += (double)first[i] * second[i];
            ofFirst += (double)first[i] * first[i];
            ofSecond += (double)second[i] * second[i];
        }
        return ofFirst == 0 || ofSecond == 0 ? 0 : Math.Clamp(dot / (Math.Sqrt(ofFirst) * Math.Sqrt(ofSecond)), -1, 1);
    }

    /// <summary>The order of keys.</summary>
    public static int Compare(float[] first, float[] second)
    {
        for (var i = 0; i < first.Length; i++)
        {
            if (first[i] != second[i])
                return first[i] < second[i] ? -1 : 1;
        }
        return 0;
    }

    /// <summary>The keys by similarity, and equals by their order.</summary>
    public static List<(float[] Key, float Similarity)> Find(IEnumerable<float[]> keys, float[] query, int topK) =>
    [
        .. keys.Select(key => (Key: key, Similarity: (float)Cosine(query, key)))
            .OrderByDescending(row => row.Similarity)
            .ThenBy(row => row.Key, Comparer<float[]>.Create(Compare))
            .Take(topK),
    ];
}
