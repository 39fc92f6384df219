using System.Buffers;
using System.Numerics.Tensors;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>The best class of each of a model's places, and the probabilities of all.</summary>
internal sealed class PlaceScores : IDisposable
{
    private readonly int _classes;
    private byte[] _best;
    private float[] _probabilities;

    /// <param name="numbers">Logits, or probabilities, place after place.</param>
    /// <param name="classes">Numbers of a place, at most 255.</param>
    public PlaceScores(ReadOnlySpan<float> numbers, int classes)
    {
        _classes = classes;
        _best = ArrayPool<byte>.Shared.Rent(numbers.Length / classes);
        _probabilities = ArrayPool<float>.Shared.Rent(numbers.Length);
        var all = _probabilities.AsSpan(0, numbers.Length);
        var areLogits = !AreProbabilities(numbers[..classes]);
        for (var place = 0; place * classes < numbers.Length; place++)
        {
            var own = numbers.Slice(place * classes, classes);
            var best = TensorPrimitives.IndexOfMax(own);
            _best[place] = (byte)best;
            // The largest is taken off, so that no exponential is infinite.
            TensorPrimitives.Subtract(own, areLogits ? own[best] : 0, all.Slice(place * classes, classes));
        }
        if (areLogits)
            Normalise(all);
    }

    /// <summary>The class with the largest number at a place.</summary>
    public byte Best(int place) => _best[place];

    /// <summary>The probability of a class at a place.</summary>
    public float Probability(int place, int kind) => _probabilities[place * _classes + kind];

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_best);
        ArrayPool<float>.Shared.Return(_probabilities);
        (_best, _probabilities) = ([], []);
    }

    private void Normalise(Span<float> logits)
    {
        TensorPrimitives.Exp(logits, logits);
        for (; logits.Length > 0; logits = logits[_classes..])
        {
            var own = logits[.._classes];
            TensorPrimitives.Divide(own, TensorPrimitives.Sum(own), own);
        }
    }

    /// <summary>Whether a place's numbers are what a softmax in the graph gives.</summary>
    private static bool AreProbabilities(ReadOnlySpan<float> numbers) =>
        TensorPrimitives.Min(numbers) >= 0 && MathF.Abs(TensorPrimitives.Sum(numbers) - 1) < 1e-3f;
}
