using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Search;

/// <summary>A row and its similarity to a query.</summary>
internal readonly record struct Hit(int Row, float Similarity)
{
    /// <summary>The order of answers: the most similar first, equals by their keys.</summary>
    public static int Compare(Snapshot snapshot, Hit first, Hit second)
    {
        var bySimilarity = second.Similarity.CompareTo(first.Similarity);
        return bySimilarity != 0 ? bySimilarity : KeyHash.Compare(snapshot.Key(first.Row), snapshot.Key(second.Row));
    }
}
