using System.Numerics;

namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>
/// Where the pixels of a tensor's row are in a picture, in double precision: of a picture 4,000 pixels wide, single precision would be off
/// by 1/4,000 of a pixel.
/// </summary>
/// <param name="toPicture">The place in the picture of a place in the tensor.</param>
/// <param name="y">The row.</param>
internal readonly struct WarpLine(in Matrix3x2 toPicture, int y)
{
    private readonly double _startX = ((double)toPicture.M21 * y) + toPicture.M31;
    private readonly double _startY = ((double)toPicture.M22 * y) + toPicture.M32;
    private readonly double _stepX = toPicture.M11;
    private readonly double _stepY = toPicture.M12;

    /// <summary>The place of a pixel, from left to right.</summary>
    public double X(int x) => _startX + (_stepX * x);

    /// <summary>The same from top to bottom.</summary>
    public double Y(int x) => _startY + (_stepY * x);

    /// <summary>The pixels of which all four neighbours are in the picture: from the first to before the second number.</summary>
    public (int From, int To) Inside(Picture picture, int width)
    {
        var (from, to) = (0.0, (double)width);
        Cut(_startX, _stepX, picture.Width - 1, ref from, ref to);
        Cut(_startY, _stepY, picture.Height - 1, ref from, ref to);
        if (!(from < to))
            return (0, 0);
        // Rounded arithmetic is monotonic too: if both ends are inside, so is all between.
        var (first, end) = ((int)from, (int)to);
        while (first < end && !IsInside(picture, first))
            first++;
        while (first < end && !IsInside(picture, end - 1))
            end--;
        return (first, end);
    }

    private bool IsInside(Picture picture, int x) =>
        X(x) >= 0 && X(x) < picture.Width - 1 && Y(x) >= 0 && Y(x) < picture.Height - 1;

    /// <summary>Cuts off where a coordinate is below 0 or at the limit and above, but for a pixel or two.</summary>
    private static void Cut(double start, double step, double limit, ref double from, ref double to)
    {
        if (step == 0)
        {
            if (!(start >= 0 && start < limit))
                to = from;
            return;
        }
        var (zero, most) = (-start / step, (limit - start) / step);
        from = Math.Max(from, Math.Floor(Math.Min(zero, most)) - 1);
        to = Math.Min(to, Math.Ceiling(Math.Max(zero, most)) + 1);
    }
}
