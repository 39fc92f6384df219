using System.Numerics;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>What a model takes of a pixel: (p - mean) / divisor with p in 0..255, for each channel in the order of the tensor.</summary>
internal sealed record PixelPart
{
    /// <summary>The channels.</summary>
    public ChannelOrder Order { get; set; } = ChannelOrder.Rgb;

    /// <summary>Three numbers, of which grey uses the first.</summary>
    public float[] Mean { get; set; } = [0, 0, 0];

    /// <summary>Three numbers, of which grey uses the first.</summary>
    public float[] Divisor { get; set; } = [1, 1, 1];

    /// <summary>Whether pixels stay as they are where the graph begins by subtracting and multiplying (InsightFace's rule).</summary>
    public bool RawWhereTheGraphScales { get; init; }

    /// <summary>As the resampler takes it.</summary>
    public PixelValues Values => new(Order, new Vector3(Mean), Vector3.One / new Vector3(Divisor));

    /// <summary>Channels of the tensor.</summary>
    public int Channels => Order == ChannelOrder.Gray ? 1 : 3;

    /// <summary>Adds what is wrong.</summary>
    public void Check(string role, List<string> faults)
    {
        if (Mean.Length != 3 || !Mean.All(float.IsFinite))
            faults.Add($"{role}.pixels.mean is no list of three numbers");
        if (Divisor.Length != 3 || !Divisor.All(number => float.IsFinite(number) && number != 0))
            faults.Add($"{role}.pixels.divisor is no list of three numbers other than 0");
    }
}
