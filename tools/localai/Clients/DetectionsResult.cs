using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>detect --json</c> prints.</summary>
/// <param name="Detections">The objects, the surest first.</param>
/// <param name="Output">The file with the drawing; absent where none was asked for.</param>
internal sealed record DetectionsResult(IReadOnlyList<DetectedObject> Detections, string? Output)
{
    /// <summary>Reads the host's answer.</summary>
    public static DetectionsResult Of(DetectResponse answer, string? output) =>
        new([.. answer.Detections.Select(DetectedObject.Of)], output);
}

/// <summary>One object.</summary>
/// <param name="ClassName">What it is.</param>
/// <param name="Confidence">How sure that is, from 0 to 1.</param>
/// <param name="X">The box's left edge, in pixels of the turned image.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Mask">A PNG of the image's size in base64, bright where the object is; absent where the model makes none.</param>
internal sealed record DetectedObject(string ClassName, float Confidence, float X, float Y, float Width, float Height, string? Mask)
{
    /// <summary>Reads the host's.</summary>
    public static DetectedObject Of(Detection found) => new(
        found.ClassName, found.Confidence, found.X, found.Y, found.Width, found.Height,
        found.Mask.IsEmpty ? null : Convert.ToBase64String(found.Mask.Span));
}
