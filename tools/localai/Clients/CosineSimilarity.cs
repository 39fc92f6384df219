namespace LocalAI.CommandLine.Clients;

/// <summary>How alike vectors are.</summary>
internal static class CosineSimilarity
{
    /// <summary>The similarity of every vector to every other, -1..1; 0 where a vector has no length.</summary>
    public static double[][] Matrix(IReadOnlyList<IReadOnlyList<float>> vectors) =>
        [.. vectors.Select(a => vectors.Select(b => Of(a, b)).ToArray())];

    private static double Of(IReadOnlyList<float> a, IReadOnlyList<float> b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Count; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }
        return aa == 0 || bb == 0 ? 0 : Math.Clamp(dot / Math.Sqrt(aa * bb), -1, 1);
    }
}
