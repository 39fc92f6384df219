using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Bench.Stores;

/// <summary>
/// Normalised vectors as embeddings are: 32 independent numbers spread over all dimensions by a random map, and noise beside. The same
/// for everybody who asks for as many of them.
/// </summary>
internal sealed class VectorData
{
    private const int Latent = 32;
    private const float Noise = 0.05f;

    /// <summary>Queries are drawn as the rows are.</summary>
    public const int QueryCount = 256;

    private VectorData(int rows, int dimension)
    {
        Rows = rows;
        Dimension = dimension;
        var random = new Random(20_260_704);
        var map = new float[Latent * dimension];
        Fill(random, map);
        Base = Draw(random, map, rows);
        Queries = Draw(random, map, QueryCount);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Dimension { get; }

    /// <summary>The rows, one after the other.</summary>
    public float[] Base { get; }

    /// <summary>The queries, one after the other.</summary>
    public float[] Queries { get; }

    /// <summary>Draws them.</summary>
    public static VectorData Of(int rows, int dimension) => new(rows, dimension);

    /// <summary>A row.</summary>
    public ReadOnlySpan<float> Row(int index) => Base.AsSpan(index * Dimension, Dimension);

    /// <summary>A query.</summary>
    public ReadOnlySpan<float> Query(int index) => Queries.AsSpan(index % QueryCount * Dimension, Dimension);

    /// <summary>Writes vectors into a file, as float32 in this machine's order of bytes.</summary>
    public static void Write(string file, float[] vectors)
    {
        using var stream = File.Create(file);
        stream.Write(MemoryMarshal.AsBytes(vectors.AsSpan()));
    }

    private float[] Draw(Random random, float[] map, int count)
    {
        var vectors = new float[(long)count * Dimension];
        var latent = new float[Latent];
        for (var i = 0; i < count; i++)
        {
            var vector = vectors.AsSpan(i * Dimension, Dimension);
            Fill(random, vector);
            for (var j = 0; j < Dimension; j++)
                vector[j] *= Noise * MathF.Sqrt(Latent);
            Fill(random, latent);
            for (var k = 0; k < Latent; k++)
                TensorPrimitives.MultiplyAdd(map.AsSpan(k * Dimension, Dimension), latent[k], vector, vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        }
        return vectors;
    }

    // Two normal numbers a step, by the method of Box and Muller.
    private static void Fill(Random random, Span<float> numbers)
    {
        for (var i = 0; i < numbers.Length; i += 2)
        {
            var length = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            numbers[i] = (float)(length * cosine);
            if (i + 1 < numbers.Length)
                numbers[i + 1] = (float)(length * sine);
        }
    }
}
