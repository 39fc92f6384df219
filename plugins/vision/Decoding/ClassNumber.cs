namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>Classes that models give as numbers with a point.</summary>
internal static class ClassNumber
{
    /// <summary>The class; -1, which no filter passes, for what cannot be one.</summary>
    public static int Of(float number) => number is >= 0 and < 1_000_000 ? (int)MathF.Round(number) : -1;
}
