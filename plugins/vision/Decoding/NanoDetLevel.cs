namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>Where the numbers of one stride of a NanoDet model lie.</summary>
/// <param name="Grid">Its cells.</param>
/// <param name="Classes">Its scores.</param>
/// <param name="Distances">Its distances.</param>
internal sealed record NanoDetLevel(Grid Grid, RowPart Classes, RowPart Distances);

/// <summary>A part of the rows of an output.</summary>
/// <param name="Output">Which output.</param>
/// <param name="FirstRow">The row of the first cell.</param>
/// <param name="Columns">Columns of the output.</param>
/// <param name="First">The first column of the part.</param>
/// <param name="Length">Columns of the part.</param>
internal readonly record struct RowPart(int Output, int FirstRow, int Columns, int First, int Length)
{
    /// <summary>The part's numbers of a cell.</summary>
    public ReadOnlySpan<float> Of(ReadOnlySpan<float> numbers, int cell) =>
        numbers.Slice((FirstRow + cell) * Columns + First, Length);
}
