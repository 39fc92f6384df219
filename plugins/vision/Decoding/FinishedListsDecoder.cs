using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// Objects that the model has chosen itself, in an output each for boxes ([1, rows, 4], corners in pixels of the input), scores and
/// classes ([1, rows]), and for their number where the model says that (YOLOv7 with suppression in the graph, RT-DETR, D-FINE).
/// </summary>
/// <param name="boxes">The output of the boxes.</param>
/// <param name="scores">The output of the scores.</param>
/// <param name="classes">The output of the classes.</param>
/// <param name="count">The output of the number; null where all count.</param>
internal sealed class FinishedListsDecoder(int boxes, int scores, int classes, int? count) : IBoxDecoder
{
    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var score = outputs.Floats(scores);
        var corner = outputs.Floats(boxes, 4L * score.Length);
        var kind = outputs.Floats(classes, score.Length);
        var rows = score.Length;
        if (count is { } output && outputs.Floats(output) is [var number, ..])
            rows = (int)Math.Clamp(number, 0, rows);
        for (var row = 0; row < rows; row++)
        {
            var corners = corner.Slice(row * 4, 4);
            found.Add(new Box(corners[0], corners[1], corners[2], corners[3]), score[row], ClassNumber.Of(kind[row]), row);
        }
    }
}
