using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// Rows of objects that the model has chosen itself: YOLOv10 ([1, rows, 6 or more]: x1, y1, x2, y2, score, class) and YOLOv7 with
/// suppression in the graph ([rows, 7]: picture, x1, y1, x2, y2, class, score); corners in pixels of the input.
/// </summary>
/// <param name="output">Which output.</param>
/// <param name="columns">Columns of a row.</param>
/// <param name="first">The column of x1.</param>
/// <param name="score">The column of the score.</param>
/// <param name="kind">The column of the class.</param>
internal sealed class FinishedRowsDecoder(int output, int columns, int first, int score, int kind) : IBoxDecoder
{
    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var numbers = outputs.Floats(output);
        for (var row = 0; (row + 1) * columns <= numbers.Length; row++)
        {
            var line = numbers.Slice(row * columns, columns);
            var corners = line.Slice(first, 4);
            found.Add(new Box(corners[0], corners[1], corners[2], corners[3]), line[score], ClassNumber.Of(line[kind]), row);
        }
    }
}
