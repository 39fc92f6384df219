namespace LocalAI.Plugins.Store.Tests.Index;

/// <summary>Vectors as embeddings are: of many numbers, with few directions in which they differ much.</summary>
internal sealed class LowRank(int seed, int dimension, int rank = 10)
{
    private readonly Random _random = new(seed);
    private readonly float[][] _map = [.. Enumerable.Range(0, rank).Select(i => Vectors.Normal(new Random(i), dimension))];

    public float[] Next()
    {
        var latent = Vectors.Normal(_random, rank);
        var vector = Array.ConvertAll(Vectors.Normal(_random, dimension), x => x * 0.2f);
        for (var i = 0; i < rank; i++)
        {
            for (var j = 0; j < dimension; j++)
                vector[j] += latent[i] * _map[i][j];
        }
        return vector;
    }

    public float[][] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];
}
