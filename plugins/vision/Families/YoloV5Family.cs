using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Masks;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>YOLOv5, YOLOv7 and others with decoded rows and a column for the object: three a cell, or one with the classes known.</summary>
internal sealed class YoloV5Family : IDetectionFamily
{
    private const int FirstClass = 5;
    private const int Anchors = 3;
    private const int CocoClasses = 80;

    /// <inheritdoc/>
    public string Name => "yolov5";

    /// <inheritdoc/>
    public string Outputs => "[1, 3 · cells, 5 + classes]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        if (YoloPreparation.HasOtherTask(look) || OutputShape.OnlyMatrix(look.Outputs) is not { } rows)
            return null;
        var prototypes = YoloPrototypes.Find(look);
        var rest = rows.Columns - FirstClass - (prototypes?.Channels ?? 0);
        if (rest < 1 || !(look.IsForced || Fits(look, rows, rest)))
            return null;
        var classes = YoloPreparation.Classes(look, rest);
        var decoder = new YoloRowsDecoder(rows.Index, rows.Rows, rows.Columns, classes, hasObject: true);
        return new BoxHead(decoder, look.Image, YoloPreparation.Default, classes)
        {
            Masks = prototypes?.Masks(new CoefficientPlace(rows.Index, FirstClass + rest, rows.Columns, 1)),
        };
    }

    private static bool Fits(ModelLook look, MatrixOutput rows, int classes)
    {
        var (width, height) = (look.Image.Width, look.Image.Height);
        if (Strides.Fit(rows.Rows, width, height, Anchors) || look.Rows == RowKind.PixelsOfSureObjects)
            return true;
        // FastestDet with its decoding in the graph: one row a cell of stride 16.
        return classes == (look.Names ?? CocoClasses) && rows.Rows == Grid.Of(width, height, 16).Cells;
    }
}
