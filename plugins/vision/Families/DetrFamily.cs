using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Masks;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>DETR and its descendants (RF-DETR, Deformable DETR, RT-DETR without its last step): boxes and logits of some queries.</summary>
internal sealed class DetrFamily : IDetectionFamily
{
    private const int MostQueries = 1000;
    private const int Coordinates = 4;

    // 91 ids of COCO and "nothing": how the first DETR was trained.
    private const int SoftmaxColumns = 92;

    /// <inheritdoc/>
    public string Name => "detr";

    /// <inheritdoc/>
    public string Outputs => "[1, queries, 4] and [1, queries, classes], or of ultralytics [1, queries, 4 + classes]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        var matrices = OutputShape.Matrices(look.Outputs);
        if (matrices is [var rows])
            return Rows(look, rows);
        if (matrices.FirstOrDefault(matrix => matrix.Columns == Coordinates) is not { } boxes)
            return null;
        if (boxes.Rows > MostQueries && !look.IsForced)
            return null;
        if (matrices.FirstOrDefault(matrix => matrix != boxes && matrix.Rows == boxes.Rows) is not { } logits)
            return null;
        var isSoftmax = look.IsSoftmax ?? logits.Columns == SoftmaxColumns;
        if (logits.Columns < (isSoftmax ? 2 : 1))
            return null;
        var decoder = new DetrDecoder(
            boxes.Index, logits.Index, boxes.Rows, logits.Columns, isSoftmax, look.Image.Width, look.Image.Height);
        return new BoxHead(
            decoder, look.Image, new Preparation(PictureFit.Stretch, PixelValues.ImageNet(ChannelOrder.Rgb)),
            isSoftmax ? logits.Columns - 1 : logits.Columns)
        {
            Repeats = false,
            // RF-DETR that was trained further has one logit more than classes.
            SpareClasses = isSoftmax ? 0 : 1,
            Masks = MasksOf(look, boxes.Rows),
        };
    }

    /// <summary>RT-DETR as ultralytics exports it: shares and scores of a query in one row.</summary>
    private static BoxHead? Rows(ModelLook look, MatrixOutput rows)
    {
        if (look.UltralyticsTask != "detect" || rows.Rows > MostQueries || look.Names != rows.Columns - Coordinates)
            return null;
        var classes = rows.Columns - Coordinates;
        var decoder = new YoloRowsDecoder(rows.Index, rows.Rows, rows.Columns, classes, hasObject: false)
        {
            Unit = (look.Image.Width, look.Image.Height),
        };
        return new BoxHead(decoder, look.Image, new Preparation(PictureFit.Stretch, PixelValues.Unit(ChannelOrder.Rgb)), classes)
        {
            Repeats = false,
        };
    }

    private static QueryMasks? MasksOf(ModelLook look, int queries) => look.Outputs
        .Select((slot, index) => OutputShape.Cube(slot) is var (rows, height, width) && rows == queries
            ? new QueryMasks(index, queries, width, height)
            : null)
        .FirstOrDefault(masks => masks is not null);
}
