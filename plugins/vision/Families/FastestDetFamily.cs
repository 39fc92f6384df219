using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>FastestDet: planes over a grid of stride 16.</summary>
internal sealed class FastestDetFamily : IDetectionFamily
{
    private const int FirstClass = 5;

    /// <inheritdoc/>
    public string Name => "fastestdet";

    /// <inheritdoc/>
    public string Outputs => "[1, 5 + classes, height / 16, width / 16]";

    /// <inheritdoc/>
    public IHead? Recognise(ModelLook look)
    {
        if (look.Outputs is not [var output] || OutputShape.Cube(output) is not var (planes, height, width) || planes <= FirstClass)
            return null;
        var grid = new Grid(width, height, look.Image.Width / width);
        var isExact = grid.Stride * width == look.Image.Width && grid.Stride * height == look.Image.Height;
        if (!isExact || !(look.IsForced || grid.Stride is 16 or 32))
            return null;
        var classes = planes - FirstClass;
        return new BoxHead(
            new FastestDetDecoder(0, grid, classes, look.Image.Width, look.Image.Height), look.Image,
            new Preparation(PictureFit.Stretch, PixelValues.Unit(ChannelOrder.Bgr)), classes)
        {
            // Its scores are powers, which makes small ones large; this is its authors' own.
            Threshold = 0.65f,
        };
    }
}
