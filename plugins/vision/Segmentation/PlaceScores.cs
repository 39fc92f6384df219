using System.Buffers;
using System.Numerics.Tensors;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>The best class of each of a model's places, and the probabilities of its classes, computed where they are asked for.</summary>
internal sealed class PlaceScores : IDisposable
{
    private readonly int _classes;
    private readonly bool _areLogits;
    private byte[] _best;
    private float[] _sums;

    /// <param name="numbers">Logits, or probabilities, place after place.</param>
    /// <param name="classes">Numbers of a place, at most 255.</param>
    public PlaceScores(ReadOnlySpan<float> numbers, int classes)
    {
        var places = numbers.Length / classes;
        _classes = classes;
        _areLogits = !AreProbabilities(numbers[..classes]);
        _best = ArrayPool<byte>.Shared.Rent(places);
        _sums = ArrayPool<float>.Shared.Rent(places);
        _sums.AsSpan(0, places).Clear();
        for (var place = 0; place < places; place++)
            _best[place] = (byte)TensorPrimitives.IndexOfMax(numbers.Slice(place * classes, classes));
    }

    /// <summary>The class with the largest number at a place.</summary>
    public byte Best(int place) => _best[place];

    /// <summary>The probability of a class at a place.</summary>
    /// <param name="numbers">Those that this was made of.</param>
    /// <param name="place">The place.</param>
    /// <param name="kind">The class.</param>
    public float Probability(ReadOnlySpan<float> numbers, int place, int kind)
    {
        var own = numbers.Slice(place * _classes, _classes);
        if (!_areLogits)
            return own[kind];
        // The largest is taken off, so that no exponential is infinite; their sum is 1 at least.
        var largest = own[_best[place]];
        if (_sums[place] == 0)
            _sums[place] = Sum(own, largest);
        return MathF.Exp(own[kind] - largest) / _sums[place];
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_best);
        ArrayPool<float>.Shared.Return(_sums);
        (_best, _sums) = ([], []);
    }

    private static float Sum(ReadOnlySpan<float> logits, float largest)
    {
        Span<float> shares = stackalloc float[byte.MaxValue];
        shares = shares[..logits.Length];
        TensorPrimitives.Subtract(logits, largest, shares);
        TensorPrimitives.Exp(shares, shares);
        return TensorPrimitives.Sum(shares);
    }

    /// <summary>Whether a place's numbers are what a softmax in the graph gives.</summary>
    private static bool AreProbabilities(ReadOnlySpan<float> numbers) =>
        TensorPrimitives.Min(numbers) >= 0 && MathF.Abs(TensorPrimitives.Sum(numbers) - 1) < 1e-3f;
}
