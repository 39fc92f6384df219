using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>YOLOX: as many rows as cells of strides 8, 16 and 32, decoded or not.</summary>
internal sealed class YoloxFamily : IDetectionFamily
{
    private const int FirstClass = 5;

    /// <inheritdoc/>
    public string Name => "yolox";

    /// <inheritdoc/>
    public string Outputs => "[1, cells of strides 8 16 32, 5 + classes]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        if (look.UltralyticsTask is not null || OutputShape.OnlyMatrix(look.Outputs) is not { Columns: > FirstClass } rows)
            return null;
        // Rows of YOLOv8 have no column for the object.
        if (!look.IsForced && (look.Names == rows.Columns - FirstClass + 1 || look.Rows == RowKind.PixelsOfSureObjects))
            return null;
        var grids = Grid.Of(look.Image.Width, look.Image.Height, Strides.Usual);
        var classes = rows.Columns - FirstClass;
        if (rows.Rows != Grid.Total(grids))
            return null;
        IBoxDecoder decoder = look.Rows == RowKind.Pixels
            ? new YoloRowsDecoder(rows.Index, rows.Rows, rows.Columns, classes, hasObject: true)
            : new YoloxDecoder(rows.Index, grids, classes);
        return new BoxHead(decoder, look.Image, new Preparation(PictureFit.TopLeft, PixelValues.Raw(ChannelOrder.Bgr)), classes);
    }
}
