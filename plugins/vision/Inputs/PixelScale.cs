using System.Numerics;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Inputs;

/// <summary>What becomes of a channel's 0..255.</summary>
internal enum PixelScale
{
    /// <summary>It stays.</summary>
    Raw,

    /// <summary>0..1.</summary>
    Unit,

    /// <summary>-1..1: p / 127.5 - 1.</summary>
    Signed,

    /// <summary>ImageNet's means and deviations.</summary>
    ImageNet,
}

/// <summary>The arithmetic of the scales.</summary>
internal static class PixelScaleValues
{
    public static PixelValues Of(PixelScale scale, ChannelOrder order) => scale switch
    {
        PixelScale.Raw => PixelValues.Raw(order),
        PixelScale.Unit => PixelValues.Unit(order),
        PixelScale.Signed => PixelValues.Centred(order, 127.5f, 127.5f),
        _ => PixelValues.ImageNet(order),
    };

    /// <summary>The same means and factors of the same colours, with the channels the other way round.</summary>
    public static PixelValues InOrder(PixelValues values, ChannelOrder order) =>
        values.Order == order ? values : new PixelValues(order, Turned(values.Mean), Turned(values.Factor));

    private static Vector3 Turned(Vector3 colours) => new(colours.Z, colours.Y, colours.X);
}
