namespace LocalAI.Plugins.Store.Index;

/// <summary>
/// Chooses a node's neighbours among candidates: from the nearest on, those that are nearer to it than to any already chosen, so that
/// edges lead into all directions (Malkov and Yashunin, algorithm 4).
/// </summary>
internal static unsafe class NeighbourChoice
{
    // Cosines of codes that differ by rounding alone.
    private const float SameDirection = 1e-6f;

    /// <summary>Chooses; the chosen come first in the order of the candidates.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="self">The node.</param>
    /// <param name="rows">Candidates, the nearest first.</param>
    /// <param name="similarities">Their cosines to the node, by codes.</param>
    /// <param name="most">How many neighbours it can have.</param>
    /// <returns>How many were chosen.</returns>
    public static int Choose(GraphView view, int self, Span<int> rows, ReadOnlySpan<float> similarities, int most)
    {
        var same = CosineOfRows(view, self, self) - SameDirection;
        var (chosen, duplicates) = (0, 0);
        for (var i = 0; i < rows.Length && chosen < most; i++)
        {
            // Rows of one direction would choose only each other, and be an island.
            if (similarities[i] >= same && ++duplicates > most / 2)
                continue;
            var isChosen = true;
            for (var j = 0; j < chosen && isChosen; j++)
                isChosen = CosineOfRows(view, rows[i], rows[j]) <= similarities[i];
            if (isChosen)
                rows[chosen++] = rows[i];
        }
        return chosen;
    }

    /// <summary>The cosine of two rows, by their codes.</summary>
    public static float CosineOfRows(GraphView view, int first, int second) =>
        RowProducts.Product(view.Codes(first), view.Codes(second), view.Stride) * (*view.Scale(first) * *view.Scale(second));
}
