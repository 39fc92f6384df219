using System.Numerics;

namespace LocalAI.Plugins.Imaging.Tests.Resampling;

/// <summary>What tensors are compared by, and what models want of them.</summary>
internal static class Tensors
{
    /// <summary>Every order and layout, with means and factors that differ by channel.</summary>
    public static MatrixTheoryData<ChannelOrder, TensorLayout> Kinds { get; } = new(
        Enum.GetValues<ChannelOrder>(), Enum.GetValues<TensorLayout>());

    public static PixelValues Uneven(ChannelOrder order) => new(order, new Vector3(10, 100, 127.5f), new Vector3(1, .5f, 1 / 128f));

    /// <summary>Equal but for the rounding of single precision.</summary>
    public static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}] is {actual[i]}, not {expected[i]}");
    }

    /// <summary>A tensor full of numbers that nothing writes, with more of them behind it.</summary>
    public static float[] Unwritten(int count)
    {
        var numbers = new float[count];
        Array.Fill(numbers, float.NaN);
        return numbers;
    }
}
