using System.Numerics.Tensors;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>
/// One row of a picture: the model's numbers blended from the two rows of places around it, with the best class of each place and its
/// probability. Between two places of the same best class every pixel is of it too, since blending keeps what is larger; only
/// the others are looked at number by number.
/// </summary>
/// <param name="width">Places of a row.</param>
/// <param name="classes">Classes.</param>
/// <param name="areProbabilities">Whether the numbers are probabilities and no logits.</param>
internal sealed class MapRow(int width, int classes, bool areProbabilities)
{
    private readonly float[] _numbers = new float[width * classes];
    private readonly float[] _work = new float[classes];
    private readonly int[] _best = new int[width];
    private readonly float[] _probability = new float[width];

    /// <summary>Blends two rows of places.</summary>
    /// <param name="upper">The first.</param>
    /// <param name="lower">The second.</param>
    /// <param name="share">The second's share, 0..1.</param>
    public void Blend(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float share)
    {
        TensorPrimitives.Lerp(upper, lower, share, _numbers);
        for (var i = 0; i < width; i++)
            (_best[i], _probability[i]) = Best(Place(i));
    }

    /// <summary>The class of a pixel between two places.</summary>
    /// <param name="place">The first place.</param>
    /// <param name="share">The second's share, 0..1; 0 at the last place.</param>
    public (int Class, float Probability) At(int place, float share)
    {
        var next = Math.Min(place + 1, width - 1);
        if (_best[place] == _best[next])
            return (_best[place], _probability[place] + (_probability[next] - _probability[place]) * share);
        TensorPrimitives.Lerp(Place(place), Place(next), share, _work);
        return Best(_work);
    }

    private ReadOnlySpan<float> Place(int index) => _numbers.AsSpan(index * classes, classes);

    private (int, float) Best(ReadOnlySpan<float> numbers)
    {
        var best = TensorPrimitives.IndexOfMax(numbers);
        if (areProbabilities)
            return (best, numbers[best]);
        var largest = numbers[best];
        var sum = 0f;
        foreach (var number in numbers)
            sum += MathF.Exp(number - largest);
        return (best, 1 / sum);
    }
}
