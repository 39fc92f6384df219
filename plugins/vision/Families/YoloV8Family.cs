using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Masks;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>YOLOv8, v9, v11 and others without a score for the object: one place a cell, in planes or, by some exporters, rows.</summary>
internal sealed class YoloV8Family : IDetectionFamily
{
    private const int FirstClass = 4;

    /// <inheritdoc/>
    public string Name => "yolov8";

    /// <inheritdoc/>
    public string Outputs => "[1, 4 + classes, cells]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        if (YoloPreparation.HasOtherTask(look) || OutputShape.OnlyMatrix(look.Outputs) is not { } matrix)
            return null;
        var prototypes = YoloPrototypes.Find(look);
        var channels = FirstClass + (prototypes?.Channels ?? 0);
        var (width, height) = (look.Image.Width, look.Image.Height);
        if (matrix.Rows > channels && (Strides.Fit(matrix.Columns, width, height, 1) || (look.IsForced && matrix.Columns >= matrix.Rows)))
            return Planes(look, matrix, prototypes);
        // In rows it looks like YOLOX, so that only the number of names tells.
        return matrix.Columns > channels && (look.IsForced || IsTurned(look, matrix, channels)) ? Rows(look, matrix, prototypes) : null;
    }

    private static bool IsTurned(ModelLook look, MatrixOutput rows, int channels) =>
        Strides.Fit(rows.Rows, look.Image.Width, look.Image.Height, 1)
        && (look.UltralyticsTask is not null || look.Names == rows.Columns - channels);

    private static BoxHead Planes(ModelLook look, MatrixOutput planes, YoloPrototypes? prototypes)
    {
        var rest = planes.Rows - FirstClass - (prototypes?.Channels ?? 0);
        var classes = YoloPreparation.Classes(look, rest);
        var place = new CoefficientPlace(planes.Index, (FirstClass + rest) * planes.Columns, 1, planes.Columns);
        return new BoxHead(
            new YoloPlanesDecoder(planes.Index, planes.Rows, planes.Columns, classes), look.Image, YoloPreparation.Default, classes)
        {
            Masks = prototypes?.Masks(place),
        };
    }

    private static BoxHead Rows(ModelLook look, MatrixOutput rows, YoloPrototypes? prototypes)
    {
        var rest = rows.Columns - FirstClass - (prototypes?.Channels ?? 0);
        var classes = YoloPreparation.Classes(look, rest);
        var decoder = new YoloRowsDecoder(rows.Index, rows.Rows, rows.Columns, classes, hasObject: false);
        return new BoxHead(decoder, look.Image, YoloPreparation.Default, classes)
        {
            Masks = prototypes?.Masks(new CoefficientPlace(rows.Index, FirstClass + rest, rows.Columns, 1)),
        };
    }
}
