namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>1 / (1 + e^-x) and its inverse.</summary>
internal static class Sigmoid
{
    public static float Of(float x) => 1 / (1 + MathF.Exp(-x));

    /// <summary>The x whose sigmoid a number in 0..1 is.</summary>
    public static float Inverse(float y) => MathF.Log(y / (1 - y));
}
