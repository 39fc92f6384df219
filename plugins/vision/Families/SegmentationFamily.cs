using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Segmentation;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>DeepLab and others that give a class to every place of the picture.</summary>
internal sealed class SegmentationFamily : IDetectionFamily
{
    private const int CoarsestStride = 4;
    private const int MostClasses = 255;
    private const int Colours = 3;

    /// <inheritdoc/>
    public string Name => "deeplab";

    /// <inheritdoc/>
    public string Outputs => "[1, height, width, classes] or [1, classes, height, width], at most 4 times smaller than the input";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        // A second one is a by-product of training.
        for (var index = 0; index < look.Outputs.Count; index++)
        {
            if (OutputShape.Cube(look.Outputs[index]) is var (a, b, c))
            {
                return look.Image.Layout == TensorLayout.Interleaved
                    ? Interleaved(look, index, a, b, c) ?? Planar(look, index, a, b, c)
                    : Planar(look, index, a, b, c) ?? Interleaved(look, index, a, b, c);
            }
        }
        return null;
    }

    private static SegmentationHead? Interleaved(ModelLook look, int index, int height, int width, int classes) =>
        Head(look, new ClassMap(index, width, height, classes, TensorLayout.Interleaved));

    private static SegmentationHead? Planar(ModelLook look, int index, int classes, int height, int width) =>
        Head(look, new ClassMap(index, width, height, classes, TensorLayout.Planar));

    private static SegmentationHead? Head(ModelLook look, ClassMap map)
    {
        var (across, down) = (look.Image.Width / map.Width, look.Image.Height / map.Height);
        if (map.Classes is < 2 or > MostClasses || across * map.Width != look.Image.Width || down * map.Height != look.Image.Height)
            return null;
        if (!look.IsForced && (across != down || across > CoarsestStride))
            return null;
        // Three planes are more often a picture than three classes.
        if (map.Classes == Colours && look.Names != Colours && !look.IsForced)
            return null;
        return new SegmentationHead(map, new Preparation(PictureFit.Stretch, look.Image.Layout == TensorLayout.Interleaved
            ? PixelScaleValues.Of(PixelScale.Signed, ChannelOrder.Rgb)
            : PixelValues.ImageNet(ChannelOrder.Rgb)), look.Image);
    }
}
