namespace LocalAI.Plugins.Imaging.Tests;

/// <summary>Pictures whose every pixel is known by a formula, which Golden/make-golden.mjs has too.</summary>
internal static class Pattern
{
    /// <summary>A picture of noise.</summary>
    public static Picture Noise(int width, int height)
    {
        var picture = new Picture(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var channel = 0; channel < 4; channel++)
                    picture.Bytes[(((y * width) + x) * 4) + channel] = Value(x, y, channel);
            }
        }
        return picture;
    }

    /// <summary>What a channel of a pixel is.</summary>
    public static byte Value(int x, int y, int channel)
    {
        var hash = unchecked((uint)(x * 73_856_093) ^ (uint)(y * 19_349_663) ^ (uint)(channel * 83_492_791));
        hash = unchecked((hash ^ (hash >> 13)) * 1_274_126_177);
        return (byte)(hash >> 24);
    }
}
