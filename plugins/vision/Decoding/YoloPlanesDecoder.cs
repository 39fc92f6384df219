using System.Buffers;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// YOLOv8, v9, v11 and their like: [1, 4 + classes, places] with planes of x, y, w, h in pixels of the input, then one of each class,
/// which is the score; planes that follow (coefficients of masks) are not looked at. Source: ultralytics, Detect.forward.
/// </summary>
/// <param name="output">Which output.</param>
/// <param name="planes">Its planes.</param>
/// <param name="places">Numbers of each plane.</param>
/// <param name="classes">How many planes are classes.</param>
internal sealed class YoloPlanesDecoder(int output, int planes, int places, int classes) : IBoxDecoder
{
    private const int Coordinates = 4;

    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var numbers = outputs.Floats(output, (long)planes * places);
        var scores = ArrayPool<float>.Shared.Rent(places);
        var kinds = ArrayPool<int>.Shared.Rent(places);
        try
        {
            ClassPlanes.Best(numbers.Slice(Coordinates * places, classes * places), scores.AsSpan(0, places), kinds.AsSpan(0, places));
            for (var i = 0; i < places; i++)
            {
                if (!(scores[i] >= found.Threshold))
                    continue;
                var box = Box.Centred(numbers[i], numbers[places + i], numbers[2 * places + i], numbers[3 * places + i]);
                found.Add(box, scores[i], kinds[i], i);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
            ArrayPool<int>.Shared.Return(kinds);
        }
    }
}
