using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Vision.Requests;

/// <summary>Sizes as options write them: 640 or 640x480.</summary>
internal static class InputSize
{
    // The coarsest stride of the families that leave their size open.
    private const int Step = 32;
    private const int Largest = 4096;

    /// <summary>Reads width and height; null when it is no such size.</summary>
    public static (int Width, int Height)? Read(string? value) =>
        value?.Split('x') switch
        {
            [var both] when Side(both) is { } side => (side, side),
            [var width, var height] when Side(width) is { } w && Side(height) is { } h => (w, h),
            _ => null,
        };

    private static int? Side(string text) =>
        OptionValue.Integer(text, Step, Largest) is { } side && side % Step == 0 ? side : null;
}
