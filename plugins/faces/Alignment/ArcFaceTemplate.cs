using System.Numerics;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Alignment;

/// <summary>Where the five points of a face belong in what models of faces compare: ArcFace's 112×112 (Deng et al. 2019).</summary>
internal static class ArcFaceTemplate
{
    private const float Side = 112;

    private static readonly Vector2[] Places =
    [
        new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f), new(41.5493f, 92.3655f), new(70.7299f, 92.2041f),
    ];

    /// <summary>The place in the picture of a place in the tensor; null where the points fix none.</summary>
    /// <param name="points">The face's points in the picture.</param>
    /// <param name="width">The tensor's side.</param>
    public static Matrix3x2? ToPicture(ReadOnlySpan<Vector2> points, int width)
    {
        foreach (var point in points)
        {
            if (!float.IsFinite(point.X) || !float.IsFinite(point.Y))
                return null;
        }
        if (!points.ContainsAnyExcept(points[0]))
            return null;
        var places = Array.ConvertAll(Places, place => place * (width / Side));
        return Matrix3x2.Invert(Similarity.Fit(points, places), out var inverse) && float.IsFinite(inverse.GetDeterminant())
            ? inverse
            : null;
    }
}
