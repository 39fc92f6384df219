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

    /// <summary>Means and deviations of ImageNet's training images: mean .485 .456 .406, deviation .229 .224 .225 of red, green, blue.</summary>
    public static PixelValues ImageNet(ChannelOrder order) => throw new NotImplementedException();
}
