using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Masks;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>YOLOv10 and others that choose their objects themselves: rows of corners, score and class.</summary>
internal sealed class YoloV10Family : IDetectionFamily
{
    private const int Columns = 6;
    private const int MostRows = 1000;

    /// <inheritdoc/>
    public string Name => "yolov10";

    /// <inheritdoc/>
    public string Outputs => "[1, at most 1000, 6]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        if (YoloPreparation.HasOtherTask(look) || OutputShape.OnlyMatrix(look.Outputs) is not { } rows)
            return null;
        var prototypes = YoloPrototypes.Find(look);
        if (rows.Columns != Columns + (prototypes?.Channels ?? 0) || !(look.IsForced || rows.Rows <= MostRows))
            return null;
        var decoder = new FinishedRowsDecoder(rows.Index, rows.Columns, first: 0, score: 4, kind: 5);
        return new BoxHead(decoder, look.Image, YoloPreparation.Default, look.Names)
        {
            Repeats = false,
            Masks = prototypes?.Masks(new CoefficientPlace(rows.Index, Columns, rows.Columns, 1)),
        };
    }
}
