using System.Buffers;
using System.Numerics.Tensors;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Inputs;

/// <summary>The input that takes the picture: one picture of three channels, as float, half or bytes.</summary>
/// <param name="Index">Its place among the model's inputs.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Layout">How its channels lie.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsSizeOpen">Whether the model leaves its size to the caller.</param>
/// <param name="IsBatchOpen">Whether the model takes any number of pictures.</param>
internal sealed record ImageInput(
    int Index, TensorElementType Type, TensorLayout Layout, int Width, int Height, bool IsSizeOpen, bool IsBatchOpen)
{
    private const int Channels = 3;
    private const int LargestSide = 8192;

    /// <summary>Its shape in a run.</summary>
    public long[] Shape => Layout == TensorLayout.Planar ? [1, Channels, Height, Width] : [1, Height, Width, Channels];

    /// <summary>Finds it; null where no input, or more than one, looks like a picture.</summary>
    /// <param name="inputs">What the model takes.</param>
    /// <param name="open">Width and height where the model leaves them open.</param>
    public static ImageInput? Find(IReadOnlyList<TensorSlot> inputs, (int Width, int Height) open)
    {
        var found = inputs.Select((slot, index) => Read(slot, index, open)).OfType<ImageInput>().ToList();
        return found is [var only] ? only : null;
    }

    /// <summary>Writes a picture into the input of a run.</summary>
    public Letterbox Fill(Picture picture, OnnxRun run, Preparation preparation)
    {
        if (Type == TensorElementType.Float)
            return preparation.Fill(picture, run.Input<float>(Index), Width, Height, Layout);

        var numbers = Width * Height * Channels;
        var buffer = ArrayPool<float>.Shared.Rent(numbers);
        try
        {
            var tensor = buffer.AsSpan(0, numbers);
            if (Type == TensorElementType.Float16)
            {
                var half = preparation.Fill(picture, tensor, Width, Height, Layout);
                TensorPrimitives.ConvertToHalf(tensor, run.Input<Half>(Index));
                return half;
            }
            // What takes bytes scales them itself.
            var raw = preparation with { Values = PixelValues.Raw(preparation.Values.Order) };
            var bytes = raw.Fill(picture, tensor, Width, Height, Layout);
            TensorPrimitives.Round(tensor, tensor);
            TensorPrimitives.ConvertSaturating(tensor, run.Input<byte>(Index));
            return bytes;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private static ImageInput? Read(TensorSlot slot, int index, (int Width, int Height) open)
    {
        if (slot.Type is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.UInt8)
            || slot.Shape is not [1 or -1, _, _, _])
            return null;
        // An exporter that leaves everything open means NCHW.
        var isPlanar = slot.Shape[1] == Channels || (slot.Shape[1] == -1 && slot.Shape[3] != Channels);
        if (!isPlanar && slot.Shape[3] != Channels)
            return null;
        var (height, width) = isPlanar ? (slot.Shape[2], slot.Shape[3]) : (slot.Shape[1], slot.Shape[2]);
        if (height > LargestSide || width > LargestSide || height == 0 || width == 0)
            return null;
        return new ImageInput(
            index, slot.Type, isPlanar ? TensorLayout.Planar : TensorLayout.Interleaved,
            width > 0 ? (int)width : open.Width, height > 0 ? (int)height : open.Height,
            width < 0 || height < 0, slot.Shape[0] < 0);
    }
}
