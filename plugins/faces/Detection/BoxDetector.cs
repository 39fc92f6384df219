using System.Numerics;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Detection;

/// <summary>
/// A detector whose graph works the boxes out: probabilities [1, n, 2] with the face in column 1, and corners [1, n, 4] as shares of the
/// picture. It takes the picture stretched.
/// </summary>
internal sealed class BoxDetector : FaceDetector
{
    private const int Columns = 4;

    private readonly int _scores;
    private readonly int _boxes;

    /// <inheritdoc/>
    public BoxDetector(OnnxModel model, DetectorPart part, int width, int height) : base(model, part, width, height)
    {
        if (IndicesOf(model, part.Outputs) is not [var scores, var boxes])
            throw Refuse(model, "has no outputs that the pack names as scores and boxes");
        (_scores, _boxes) = (scores, boxes);
    }

    /// <inheritdoc/>
    public override bool FindsPoints => false;

    /// <inheritdoc/>
    protected override Letterbox Fit(Picture picture, Span<float> tensor, in PixelValues values)
    {
        Resampler.Resize(picture, Region.Of(picture), tensor, Width, Height, values);
        // One unit of the boxes is the whole picture.
        return new Letterbox(1f / picture.Width, 1f / picture.Height, 0, 0);
    }

    /// <inheritdoc/>
    protected override void Collect(OnnxRun run, Letterbox letterbox, float threshold, List<Candidate> candidates)
    {
        var rows = run.Output<float>(_scores).Length / 2;
        var scores = Rows(run, _scores, rows, 2);
        var boxes = Rows(run, _boxes, rows, Columns);
        for (var row = 0; row < rows; row++)
        {
            if (!(scores[2 * row + 1] >= threshold))
                continue;
            var box = boxes.Slice(row * Columns, Columns);
            var (left, top) = letterbox.ToPicture(box[0], box[1]);
            var (right, bottom) = letterbox.ToPicture(box[2], box[3]);
            candidates.Add(new Candidate(new Box(left, top, right, bottom), scores[2 * row + 1], 0, row));
        }
    }

    /// <inheritdoc/>
    protected override Vector2[]? Points(OnnxRun run, Letterbox letterbox, Candidate kept) => null;
}
