using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>
/// Models with suppression in the graph: YOLOv7 (rows of 7, or lists with their number), and RT-DETR and D-FINE, which need none (lists
/// without a number).
/// </summary>
internal sealed class FinishedFamily : IDetectionFamily
{
    private const int RowColumns = 7;

    /// <inheritdoc/>
    public string Name => "nms";

    /// <inheritdoc/>
    public string Outputs => "[objects, 7], or boxes [1, n, 4] with scores and classes [1, n]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        // With an open batch the first length would be pictures.
        if (look.Outputs is [{ Shape: [-1, RowColumns] } rows] && OutputShape.IsFloat(rows) && !look.Image.IsBatchOpen)
        {
            var decoder = new FinishedRowsDecoder(0, RowColumns, first: 1, score: 6, kind: 5);
            return new BoxHead(decoder, look.Image, YoloPreparation.Default, look.Names) { Repeats = false };
        }
        return Lists(look);
    }

    private static BoxHead? Lists(ModelLook look)
    {
        if (OutputShape.OnlyMatrix(look.Outputs) is not { Columns: 4 } boxes)
            return null;
        var lists = Of(look.Outputs, slot => slot.Shape is [1 or -1, var rows] && rows == boxes.Rows);
        if (lists.Count != 2)
            return null;
        // Where both are floats, the order of YOLOv7's exporter: scores, classes.
        var classes = OutputShape.IsFloat(look.Outputs[lists[0]]) ? lists[1] : lists[0];
        var scores = lists[0] + lists[1] - classes;
        if (!OutputShape.IsFloat(look.Outputs[scores]))
            return null;
        int? count = Of(look.Outputs, IsCount) is [var number, ..] && number != scores && number != classes ? number : null;
        var preparation = count is not null && !look.TakesSize
            ? YoloPreparation.Default
            : new Preparation(PictureFit.Stretch, PixelValues.Unit(ChannelOrder.Rgb));
        return new BoxHead(new FinishedListsDecoder(boxes.Index, scores, classes, count), look.Image, preparation, look.Names)
        {
            Repeats = false,
        };
    }

    private static bool IsCount(TensorSlot slot) =>
        slot.Type is TensorElementType.Int32 or TensorElementType.Int64 && slot.Shape is [1 or -1] or [1 or -1, 1];

    private static List<int> Of(IReadOnlyList<TensorSlot> outputs, Func<TensorSlot, bool> fits) =>
        [.. Enumerable.Range(0, outputs.Count).Where(index => fits(outputs[index]))];
}
