using System.Numerics;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Detection;

/// <summary>
/// YuNet (Wu et al. 2023) of the OpenCV Zoo: for the strides 8, 16, 32 the probabilities of a face and of an object, an offset and the
/// logarithm of a size, and five points, one row a cell; decoded as FaceDetectorYN of OpenCV does.
/// </summary>
internal sealed class YunetDetector : FaceDetector
{
    private const int Levels = 3;
    private const int SmallestStride = 8;
    private const int PointCount = 5;

    private readonly int[] _outputs;

    /// <inheritdoc/>
    public YunetDetector(OnnxModel model, DetectorPart part, int width, int height) : base(model, part, width, height) =>
        _outputs = IndicesOf(model, OutputNames);

    /// <summary>The outputs: three strides of each kind.</summary>
    public static IReadOnlyList<string> OutputNames { get; } =
    [
        .. from kind in (string[])["cls", "obj", "bbox", "kps"]
           from level in Enumerable.Range(0, Levels)
           select $"{kind}_{Stride(level)}",
    ];

    /// <inheritdoc/>
    public override bool FindsPoints => true;

    /// <inheritdoc/>
    protected override Overlap Overlap => Overlap.Whole;

    /// <inheritdoc/>
    protected override void Collect(OnnxRun run, Letterbox letterbox, float threshold, List<Candidate> candidates)
    {
        for (var level = 0; level < Levels; level++)
        {
            var rows = RowsOf(level);
            var faces = Rows(run, _outputs[level], rows, 1);
            var objects = Rows(run, _outputs[Levels + level], rows, 1);
            var boxes = Rows(run, _outputs[2 * Levels + level], rows, 4);
            for (var row = 0; row < rows; row++)
            {
                var score = MathF.Sqrt(Math.Clamp(faces[row], 0, 1) * Math.Clamp(objects[row], 0, 1));
                if (score >= threshold)
                    candidates.Add(new Candidate(BoxOf(boxes.Slice(4 * row, 4), level, row, letterbox), score, level, row));
            }
        }
    }

    /// <inheritdoc/>
    protected override Vector2[]? Points(OnnxRun run, Letterbox letterbox, Candidate kept)
    {
        var (column, line) = CellOf(kept.Level, kept.Row);
        var stride = Stride(kept.Level);
        var offsets = Rows(run, _outputs[3 * Levels + kept.Level], RowsOf(kept.Level), 2 * PointCount)
            .Slice(kept.Row * 2 * PointCount, 2 * PointCount);
        var points = new Vector2[PointCount];
        for (var i = 0; i < PointCount; i++)
        {
            var (x, y) = letterbox.ToPicture((column + offsets[2 * i]) * stride, (line + offsets[2 * i + 1]) * stride);
            points[i] = new Vector2(x, y);
        }
        return points;
    }

    private Box BoxOf(ReadOnlySpan<float> numbers, int level, int row, Letterbox letterbox)
    {
        var (column, line) = CellOf(level, row);
        var stride = Stride(level);
        var (x, y) = ((column + numbers[0]) * stride, (line + numbers[1]) * stride);
        var (width, height) = (MathF.Exp(numbers[2]) * stride, MathF.Exp(numbers[3]) * stride);
        var (left, top) = letterbox.ToPicture(x - width / 2, y - height / 2);
        var (right, bottom) = letterbox.ToPicture(x + width / 2, y + height / 2);
        return new Box(left, top, right, bottom);
    }

    private (int Column, int Line) CellOf(int level, int row)
    {
        var columns = Width / Stride(level);
        return (row % columns, row / columns);
    }

    private int RowsOf(int level) => Height / Stride(level) * (Width / Stride(level));

    private static int Stride(int level) => SmallestStride << level;
}
