using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Inputs;

/// <summary>
/// What some exports take beside the picture: two numbers that say how large it is (D-FINE, RT-DETR: the boxes come in that size), or a
/// mask of the pixels that count (DETR): all of them, since nothing is padded.
/// </summary>
/// <param name="Index">Its place among the model's inputs.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its shape in a run.</param>
/// <param name="IsSize">Whether it takes the size, not a mask.</param>
internal sealed record CompanionInput(int Index, TensorElementType Type, long[] Shape, bool IsSize)
{
    /// <summary>Reads the inputs beside the picture's; null when one of them is of no known kind.</summary>
    public static CompanionInput[]? Find(IReadOnlyList<TensorSlot> inputs, ImageInput image)
    {
        var found = inputs.Select((slot, index) => index == image.Index ? null : Read(slot, index, image)).ToList();
        found.RemoveAt(image.Index);
        return found.Count <= 1 && !found.Contains(null) ? [.. found.OfType<CompanionInput>()] : null;
    }

    /// <summary>Writes what it takes.</summary>
    public void Fill(OnnxRun run, ImageInput image)
    {
        switch (Type)
        {
            case TensorElementType.Int64:
                Fill(run.Input<long>(Index), 1L, image.Width, image.Height);
                break;
            case TensorElementType.Int32:
                Fill(run.Input<int>(Index), 1, image.Width, image.Height);
                break;
            default:
                Fill(run.Input<float>(Index), 1f, image.Width, image.Height);
                break;
        }
    }

    private void Fill<T>(Span<T> numbers, T one, T width, T height)
    {
        if (IsSize)
            (numbers[0], numbers[1]) = (width, height);
        else
            numbers.Fill(one);
    }

    private static CompanionInput? Read(TensorSlot slot, int index, ImageInput image)
    {
        if (slot.Type is not (TensorElementType.Int64 or TensorElementType.Int32 or TensorElementType.Float))
            return null;
        if (slot.Shape is [1 or -1, 2])
            return new CompanionInput(index, slot.Type, [1, 2], IsSize: true);
        if (slot.Shape is not [1 or -1, not 0 and var rows, not 0 and var columns])
            return null;
        return new CompanionInput(index, slot.Type, [1, Length(rows, image.Height), Length(columns, image.Width)], IsSize: false);
    }

    private static long Length(long declared, int open) => declared > 0 ? Math.Min(declared, 8192) : open;
}
