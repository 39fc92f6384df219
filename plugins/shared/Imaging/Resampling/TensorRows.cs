using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>Writes rows of pixels into a tensor: channels in its order, values as its model wants them.</summary>
internal readonly unsafe struct TensorRows
{
    private readonly float* _tensor;
    private readonly PixelValues _values;
    private readonly TensorLayout _layout;

    /// <param name="tensor">Its first number.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="values">What becomes of a pixel.</param>
    /// <param name="layout">How its channels lie; of one channel, both are the same.</param>
    public TensorRows(float* tensor, int width, int height, in PixelValues values, TensorLayout layout)
    {
        _tensor = tensor;
        (Width, Height, _values, _layout) = (width, height, values, layout);
    }

    /// <summary>Its width.</summary>
    public int Width { get; }

    /// <summary>Its height.</summary>
    public int Height { get; }

    private nint Plane => (nint)Width * Height;

    /// <summary>Numbers of a tensor.</summary>
    public static long Count(int width, int height, ChannelOrder order) => (long)width * height * (order == ChannelOrder.Gray ? 1 : 3);

    /// <summary>Writes a part of a row.</summary>
    /// <param name="x">The part's first pixel.</param>
    /// <param name="y">The row.</param>
    /// <param name="pixels">Red, green, blue, unused, 0..255.</param>
    /// <param name="count">How many.</param>
    public void Write(int x, int y, Vector128<float>* pixels, int count)
    {
        var first = ((nint)y * Width) + x;
        if (_values.Order != ChannelOrder.Gray && _layout == TensorLayout.Interleaved)
            WriteTriples(_tensor + (first * 3), pixels, count);
        else if (count < PixelPlanes.Count)
            WriteFew(_tensor + first, pixels, count);
        else if (_values.Order == ChannelOrder.Gray)
            WriteGray(_tensor + first, pixels, count);
        else
            WritePlanes(_tensor + first, pixels, count);
    }

    /// <summary>Fills a part of a row with one value of all channels, 0..255.</summary>
    public void Fill(int x, int y, int count, float value)
    {
        var first = ((nint)y * Width) + x;
        var scaled = (new Vector3(value) - _values.Mean) * _values.Factor;
        if (_values.Order != ChannelOrder.Gray && _layout == TensorLayout.Interleaved)
        {
            new Span<Vector3>(_tensor + (first * 3), count).Fill(scaled);
            return;
        }
        for (var channel = 0; channel < (_values.Order == ChannelOrder.Gray ? 1 : 3); channel++)
            new Span<float>(_tensor + (channel * Plane) + first, count).Fill(scaled[channel]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WritePlanes(float* first, Vector128<float>* pixels, int count)
    {
        var (mean, factor, reversed) = (_values.Mean, _values.Factor, _values.Order == ChannelOrder.Bgr);
        var (firstMean, secondMean, thirdMean) = (Vector256.Create(mean.X), Vector256.Create(mean.Y), Vector256.Create(mean.Z));
        var (firstFactor, secondFactor, thirdFactor) = (Vector256.Create(factor.X), Vector256.Create(factor.Y), Vector256.Create(factor.Z));
        float* second = first + Plane, third = second + Plane;
        for (var i = 0; i < count; i += PixelPlanes.Count)
        {
            // The last eight may have been written in part: writing them again costs less than a remainder.
            var at = Math.Min(i, count - PixelPlanes.Count);
            var planes = PixelPlanes.Of(pixels + at);
            (((reversed ? planes.Blue : planes.Red) - firstMean) * firstFactor).Store(first + at);
            ((planes.Green - secondMean) * secondFactor).Store(second + at);
            (((reversed ? planes.Red : planes.Blue) - thirdMean) * thirdFactor).Store(third + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteGray(float* row, Vector128<float>* pixels, int count)
    {
        var (mean, factor) = (Vector256.Create(_values.Mean.X), Vector256.Create(_values.Factor.X));
        for (var i = 0; i < count; i += PixelPlanes.Count)
        {
            var at = Math.Min(i, count - PixelPlanes.Count);
            ((PixelPlanes.Of(pixels + at).Gray - mean) * factor).Store(row + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteTriples(float* row, Vector128<float>* pixels, int count)
    {
        var (means, factors) = (_values.Mean.AsVector128(), _values.Factor.AsVector128());
        var order = _values.Order == ChannelOrder.Bgr ? Vector128.Create(2, 1, 0, 3) : Vector128.Create(0, 1, 2, 3);
        // Each is written with a fourth number, which the next one covers; behind the last there is no room for it.
        for (var i = 0; i < count - 1; i++)
            ((Vector128.Shuffle(pixels[i], order) - means) * factors).Store(row + (i * 3));
        var last = (Vector128.Shuffle(pixels[count - 1], order) - means) * factors;
        last.AsVector3().CopyTo(new Span<float>(row + ((count - 1) * 3), 3));
    }

    private void WriteFew(float* first, Vector128<float>* pixels, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (red, green, blue) = (pixels[i][0], pixels[i][1], pixels[i][2]);
            var color = _values.Order switch
            {
                ChannelOrder.Rgb => new Vector3(red, green, blue),
                ChannelOrder.Bgr => new Vector3(blue, green, red),
                _ => new Vector3((red * .299f) + (green * .587f) + (blue * .114f)),
            };
            color = (color - _values.Mean) * _values.Factor;
            for (var channel = 0; channel < (_values.Order == ChannelOrder.Gray ? 1 : 3); channel++)
                first[(channel * Plane) + i] = color[channel];
        }
    }
}
