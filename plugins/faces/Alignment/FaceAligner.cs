using System.Numerics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Crops;
using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Alignment;

/// <summary>Finds the five points by a model of landmarks, which gives x and y of each as shares of the part that it sees.</summary>
internal sealed class FaceAligner : IDisposable
{
    private readonly FaceNetwork _network;
    private readonly FaceCrop _crop;
    private readonly int[][] _points;

    /// <summary>Opens the model.</summary>
    /// <exception cref="EngineException">It cannot be opened, or is for something else.</exception>
    public FaceAligner(AlignerPart part, OnnxSettings settings)
    {
        _points = part.Points;
        _crop = new FaceCrop(part.Crop);
        var least = 2 * (_points.Max(indices => indices.Max()) + 1);
        _network = FaceNetwork.Open(part, settings, outputs => outputs.Count > 0 && outputs[0].Length >= least);
    }

    /// <summary>About what its weights take.</summary>
    public long Bytes => _network.Bytes;

    /// <summary>The faces with their points.</summary>
    public Face[] Align(Picture picture, IReadOnlyList<Face> faces, CancellationToken cancellationToken)
    {
        var aligned = new Face[faces.Count];
        _network.Run(
            faces.Count,
            (i, tensor) => _crop.Write(picture, faces[i].Box, tensor, _network.Width, _network.Height, _network.Values),
            (i, outputs) =>
            {
                var region = _crop.RegionOf(faces[i].Box, picture.Width, picture.Height);
                aligned[i] = faces[i] with { Points = PointsOf(outputs[0], region) };
            },
            cancellationToken);
        return aligned;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private Vector2[] PointsOf(ReadOnlySpan<float> landmarks, Region region)
    {
        var points = new Vector2[_points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var sum = Vector2.Zero;
            foreach (var index in _points[i])
                sum += new Vector2(landmarks[2 * index], landmarks[2 * index + 1]);
            var mean = sum / _points[i].Length;
            points[i] = new Vector2(region.X + mean.X * region.Width, region.Y + mean.Y * region.Height);
        }
        return points;
    }
}
