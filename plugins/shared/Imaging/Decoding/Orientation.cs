using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Decoding;

/// <summary>Turns and mirrors pictures as the orientation in EXIF says (tag 0x0112, values 1 to 8).</summary>
internal static unsafe class Orientation
{
    // Tiles whose rows and columns both stay in the first cache.
    private const int Tile = 32;

    /// <summary>The picture as it is meant to be seen.</summary>
    /// <param name="stored">The picture as it is stored; it stays the caller's.</param>
    /// <param name="origin">Where its first row and column are meant to be.</param>
    /// <returns>A picture of its own.</returns>
    public static Picture Upright(Picture stored, SKEncodedOrigin origin)
    {
        var (width, height) = (stored.Width, stored.Height);
        // The stored pixel at the top left of what is seen, and the steps from it to the right and down.
        var (first, right, down) = origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1, -1, width),
            SKEncodedOrigin.BottomRight => ((width * height) - 1, -1, -width),
            SKEncodedOrigin.BottomLeft => (width * (height - 1), 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => (width * (height - 1), -width, 1),
            SKEncodedOrigin.RightBottom => ((width * height) - 1, -width, -1),
            SKEncodedOrigin.LeftBottom => (width - 1, width, -1),
            _ => (0, 1, width),
        };
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var seen = new Picture(turned ? height : width, turned ? width : height);
        Copy((uint*)stored.Pointer + first, right, down, (uint*)seen.Pointer, seen.Width, seen.Height);
        return seen;
    }

    private static void Copy(uint* from, nint right, nint down, uint* to, int width, int height)
    {
        for (var top = 0; top < height; top += Tile)
        {
            for (var left = 0; left < width; left += Tile)
            {
                var (endX, endY) = (Math.Min(left + Tile, width), Math.Min(top + Tile, height));
                for (var y = top; y < endY; y++)
                {
                    var row = to + ((nint)y * width);
                    for (var x = left; x < endX; x++)
                        row[x] = from[(x * right) + (y * down)];
                }
            }
        }
    }
}
