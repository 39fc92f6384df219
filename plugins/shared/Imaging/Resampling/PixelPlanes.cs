using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>Eight pixels, their channels apart.</summary>
/// <param name="Red">The red ones.</param>
/// <param name="Green">The green ones.</param>
/// <param name="Blue">The blue ones.</param>
internal readonly record struct PixelPlanes(Vector256<float> Red, Vector256<float> Green, Vector256<float> Blue)
{
    /// <summary>How many pixels.</summary>
    public const int Count = 8;

    /// <summary>0.299 red + 0.587 green + 0.114 blue.</summary>
    public Vector256<float> Gray => (Red * .299f) + (Green * .587f) + (Blue * .114f);

    /// <summary>Takes eight pixels apart.</summary>
    /// <param name="pixels">Red, green, blue, unused.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PixelPlanes Of(Vector128<float>* pixels)
    {
        if (!Avx.IsSupported)
            return Portable(pixels);
        // Each half is a square of 4 x 4 numbers, turned about its diagonal.
        var (first, second) = (Vector256.Create(pixels[0], pixels[4]), Vector256.Create(pixels[1], pixels[5]));
        var (third, fourth) = (Vector256.Create(pixels[2], pixels[6]), Vector256.Create(pixels[3], pixels[7]));
        var (redGreen, redGreenAfter) = (Avx.UnpackLow(first, second).AsDouble(), Avx.UnpackLow(third, fourth).AsDouble());
        var (blueRest, blueRestAfter) = (Avx.UnpackHigh(first, second).AsDouble(), Avx.UnpackHigh(third, fourth).AsDouble());
        return new PixelPlanes(
            Avx.UnpackLow(redGreen, redGreenAfter).AsSingle(),
            Avx.UnpackHigh(redGreen, redGreenAfter).AsSingle(),
            Avx.UnpackLow(blueRest, blueRestAfter).AsSingle());
    }

    /// <summary>The same on any processor.</summary>
    internal static unsafe PixelPlanes Portable(Vector128<float>* pixels)
    {
        return new PixelPlanes(Channel(0), Channel(1), Channel(2));

        Vector256<float> Channel(int channel) => Vector256.Create(
            pixels[0][channel], pixels[1][channel], pixels[2][channel], pixels[3][channel],
            pixels[4][channel], pixels[5][channel], pixels[6][channel], pixels[7][channel]);
    }
}
