using System.Numerics;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Faces.Detection;

/// <summary>
/// SCRFD (Guo et al. 2021) as InsightFace exports it: for the strides 8, 16, 32 in turn scores [rows, 1], then distances [rows, 4] to the
/// left, top, right and bottom, then perhaps points [rows, 10], all in strides. A row is one of two anchors on each cell's corner.
/// </summary>
internal sealed class ScrfdDetector : FaceDetector
{
    private const int Levels = 3;
    private const int AnchorsOfCell = 2;
    private const int SmallestStride = 8;
    private const int PointCount = 5;

    /// <inheritdoc/>
    public ScrfdDetector(OnnxModel model, DetectorPart part, int width, int height) : base(model, part, width, height)
    {
        if (model.Outputs.Count is not (2 * Levels or 3 * Levels) || model.Outputs.Any(output => output.Type != TensorElementType.Float))
            throw Refuse(model, $"has {model.Outputs.Count} outputs where SCRFD has six or nine of numbers");
    }

    /// <inheritdoc/>
    public override bool FindsPoints => Model.Outputs.Count == 3 * Levels;

    /// <inheritdoc/>
    protected override Overlap Overlap => Overlap.Inclusive;

    /// <inheritdoc/>
    protected override void Collect(OnnxRun run, Letterbox letterbox, float threshold, List<Candidate> candidates)
    {
        for (var level = 0; level < Levels; level++)
        {
            var rows = RowsOf(level);
            var scores = Rows(run, level, rows, 1);
            var distances = Rows(run, Levels + level, rows, 4);
            for (var row = 0; row < rows; row++)
            {
                if (scores[row] >= threshold)
                    candidates.Add(new Candidate(BoxOf(distances.Slice(4 * row, 4), level, row, letterbox), scores[row], level, row));
            }
        }
    }

    /// <inheritdoc/>
    protected override Vector2[]? Points(OnnxRun run, Letterbox letterbox, Candidate kept)
    {
        if (!FindsPoints)
            return null;
        var (x, y) = CentreOf(kept.Level, kept.Row);
        var offsets = Rows(run, 2 * Levels + kept.Level, RowsOf(kept.Level), 2 * PointCount)
            .Slice(kept.Row * 2 * PointCount, 2 * PointCount);
        var points = new Vector2[PointCount];
        for (var i = 0; i < PointCount; i++)
            points[i] = Place(x + offsets[2 * i] * Stride(kept.Level), y + offsets[2 * i + 1] * Stride(kept.Level), letterbox);
        return points;
    }

    private Box BoxOf(ReadOnlySpan<float> distances, int level, int row, Letterbox letterbox)
    {
        var (x, y) = CentreOf(level, row);
        var stride = Stride(level);
        var first = Place(x - distances[0] * stride, y - distances[1] * stride, letterbox);
        var last = Place(x + distances[2] * stride, y + distances[3] * stride, letterbox);
        return new Box(first.X, first.Y, last.X, last.Y);
    }

    private (int X, int Y) CentreOf(int level, int row)
    {
        var (cell, columns) = (row / AnchorsOfCell, Width / Stride(level));
        return (cell % columns * Stride(level), cell / columns * Stride(level));
    }

    // InsightFace divides both by the scale of the height.
    private static Vector2 Place(float x, float y, Letterbox letterbox) => new Vector2(x, y) / letterbox.ScaleY;

    private int RowsOf(int level) => Height / Stride(level) * (Width / Stride(level)) * AnchorsOfCell;

    private static int Stride(int level) => SmallestStride << level;
}
