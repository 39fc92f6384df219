using System.Numerics;

namespace LocalAI.Plugins.Imaging.Tests.Resampling;

/// <summary>What the resampler promises, number by number and in double precision, without a thought for speed.</summary>
internal static class ScalarResampler
{
    public static float[] Resize(
        Picture picture, Region region, int width, int height, PixelValues values, TensorLayout layout)
    {
        return Write(width, height, values, layout, (x, y, channel) => Blend(
            Math.Clamp(region.X + ((x + .5) * region.Width / width) - .5, 0, picture.Width - 1),
            Math.Clamp(region.Y + ((y + .5) * region.Height / height) - .5, 0, picture.Height - 1),
            (column, row) => Edge(picture, column, row, channel)));
    }

    public static float[] Warp(Picture picture, Matrix3x2 map, int width, int height, PixelValues values, TensorLayout layout) => Write(
        width, height, values, layout, (x, y, channel) => Blend(
            ((double)map.M11 * x) + ((double)map.M21 * y) + map.M31,
            ((double)map.M12 * x) + ((double)map.M22 * y) + map.M32,
            (column, row) => Black(picture, column, row, channel)));

    /// <summary>A tensor of a function that gives red (0), green and blue of a place, 0..255.</summary>
    public static float[] Write(int width, int height, PixelValues values, TensorLayout layout, Func<int, int, int, double> color)
    {
        var channels = values.Order == ChannelOrder.Gray ? 1 : 3;
        var tensor = new float[width * height * channels];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    var value = values.Order switch
                    {
                        ChannelOrder.Rgb => color(x, y, channel),
                        ChannelOrder.Bgr => color(x, y, 2 - channel),
                        _ => (.299 * color(x, y, 0)) + (.587 * color(x, y, 1)) + (.114 * color(x, y, 2)),
                    };
                    var at = layout == TensorLayout.Planar
                        ? (channel * width * height) + (y * width) + x
                        : (((y * width) + x) * channels) + channel;
                    tensor[at] = (float)((value - values.Mean[channel]) * values.Factor[channel]);
                }
            }
        }
        return tensor;
    }

    private static double Blend(double x, double y, Func<int, int, double> pixel)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = (x - left, y - top);
        return (((pixel(left, top) * (1 - right)) + (pixel(left + 1, top) * right)) * (1 - down))
            + (((pixel(left, top + 1) * (1 - right)) + (pixel(left + 1, top + 1) * right)) * down);
    }

    private static double Edge(Picture picture, int x, int y, int channel) =>
        Black(picture, Math.Clamp(x, 0, picture.Width - 1), Math.Clamp(y, 0, picture.Height - 1), channel);

    private static double Black(Picture picture, int x, int y, int channel) =>
        x < 0 || y < 0 || x >= picture.Width || y >= picture.Height ? 0 : picture.Bytes[(((y * picture.Width) + x) * 4) + channel];
}
