namespace LocalAI.CommandLine.Pictures;

/// <summary>What is drawn of one thing that was found.</summary>
/// <param name="Kind">Marks of one kind have one colour.</param>
/// <param name="Label">Written above the box.</param>
/// <param name="Left">The box's left edge, in pixels of the turned image.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Mask">A PNG of the image's size, bright where the thing is; empty for none.</param>
internal sealed record Mark(
    string Kind, string Label, float Left, float Top, float Width, float Height, ReadOnlyMemory<byte> Mask = default);
