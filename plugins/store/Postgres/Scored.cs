using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>A row and its similarity to a query.</summary>
internal readonly record struct Scored(byte[] Digest, float[] Key, float Similarity)
{
    /// <summary>The order of answers: the most similar first, equals by their keys.</summary>
    public static int Compare(Scored first, Scored second)
    {
        var bySimilarity = second.Similarity.CompareTo(first.Similarity);
        return bySimilarity != 0 ? bySimilarity : KeyHash.Compare(first.Key, second.Key);
    }
}
