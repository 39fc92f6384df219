using System.Numerics;

namespace LocalAI.Plugins.Imaging;

/// <summary>What a model wants of a pixel: (p - mean) · factor with p in 0..255, for each channel in the order of the tensor.</summary>
/// <param name="Order">The channels; of grey the first mean and factor count.</param>
/// <param name="Mean">What is subtracted.</param>
/// <param name="Factor">What the rest is multiplied by.</param>
internal readonly record struct PixelValues(ChannelOrder Order, Vector3 Mean, Vector3 Factor)
{
    /// <summary>0..255.</summary>
    public static PixelValues Raw(ChannelOrder order) => new(order, Vector3.Zero, Vector3.One);

    /// <summary>0..1.</summary>
    public static PixelValues Unit(ChannelOrder order) => new(order, Vector3.Zero, new Vector3(1 / 255f));

    /// <summary>(p - mean) / divisor.</summary>
    public static PixelValues Centred(ChannelOrder order, float mean, float divisor) =>
        new(order, new Vector3(mean), new Vector3(1 / divisor));

    /// <summary>As ImageNet's training images: means .485 .456 .406 and deviations .229 .224 .225 of red, green, blue.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Of grey there are none.</exception>
    public static PixelValues ImageNet(ChannelOrder order)
    {
        var (mean, deviation) = (new Vector3(.485f, .456f, .406f) * 255, new Vector3(.229f, .224f, .225f) * 255);
        return order switch
        {
            ChannelOrder.Rgb => new PixelValues(order, mean, Vector3.One / deviation),
            ChannelOrder.Bgr => new PixelValues(order, Reversed(mean), Vector3.One / Reversed(deviation)),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "ImageNet's means are of colours."),
        };
    }

    private static Vector3 Reversed(Vector3 values) => new(values.Z, values.Y, values.X);
}
