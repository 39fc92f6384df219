using System.Numerics;

namespace LocalAI.Plugins.Imaging;

/// <summary>Maps of rotation, uniform scale and translation.</summary>
internal static class Similarity
{
    /// <summary>
    /// The map that brings points nearest to others in the least squares sense, without reflection: Umeyama, Least-squares estimation of
    /// transformation parameters between two point patterns, 1991. In the plane its solution has a closed form: with points as complex
    /// numbers about their means, the factor is Σ conj(from) · to / Σ |from|².
    /// </summary>
    /// <param name="from">The points, at least two, not all in one place.</param>
    /// <param name="to">Where each is to come to.</param>
    /// <exception cref="ArgumentException">The points are too few, not as many on both sides, all in one place, or no numbers.</exception>
    public static Matrix3x2 Fit(ReadOnlySpan<Vector2> from, ReadOnlySpan<Vector2> to)
    {
        if (from.Length < 2 || from.Length != to.Length)
            throw new ArgumentException($"{from.Length} points cannot be brought to {to.Length}; give two or more of both.", nameof(from));
        var (fromMean, toMean) = (Mean(from), Mean(to));
        var (product, spread) = (Complex.Zero, 0.0);
        for (var i = 0; i < from.Length; i++)
        {
            var point = Point(from[i]) - fromMean;
            product += Complex.Conjugate(point) * (Point(to[i]) - toMean);
            spread += (point.Real * point.Real) + (point.Imaginary * point.Imaginary);
        }
        var factor = product / spread;
        if (!Complex.IsFinite(factor))
            throw new ArgumentException("The points are all in one place, or no numbers.", nameof(from));
        var move = toMean - (factor * fromMean);
        var (along, across) = ((float)factor.Real, (float)factor.Imaginary);
        return new Matrix3x2(along, across, -across, along, (float)move.Real, (float)move.Imaginary);
    }

    private static Complex Mean(ReadOnlySpan<Vector2> points)
    {
        var sum = Complex.Zero;
        foreach (var point in points)
            sum += Point(point);
        return sum / points.Length;
    }

    private static Complex Point(Vector2 point) => new(point.X, point.Y);
}
