using System.Numerics.Tensors;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// YOLOv5 and its like: [1, rows, columns] with x, y, w, h in pixels of the input, then the object's score where the family has one, then
/// the classes'; what follows (coefficients of masks) is not looked at. The score is object · class. Source: yolov5, Detect.forward.
/// </summary>
/// <param name="output">Which output.</param>
/// <param name="rows">Its rows.</param>
/// <param name="columns">Its columns.</param>
/// <param name="classes">How many of them are classes.</param>
/// <param name="hasObject">Whether a column before the classes says how sure it is of any object.</param>
internal sealed class YoloRowsDecoder(int output, int rows, int columns, int classes, bool hasObject) : IBoxDecoder
{
    /// <summary>Pixels of the input for each unit of x and w, and of y and h: more than 1 where the model gives shares.</summary>
    public (float X, float Y) Unit { get; init; } = (1, 1);

    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var numbers = outputs.Floats(output, (long)rows * columns);
        var first = hasObject ? 5 : 4;
        for (var row = 0; row < rows; row++)
        {
            var line = numbers.Slice(row * columns, columns);
            var any = hasObject ? line[4] : 1;
            if (!(any >= found.Threshold))
                continue;
            var kind = TensorPrimitives.IndexOfMax(line.Slice(first, classes));
            var box = Box.Centred(line[0] * Unit.X, line[1] * Unit.Y, line[2] * Unit.X, line[3] * Unit.Y);
            found.Add(box, any * line[first + kind], kind, row);
        }
    }
}
