using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Runs;

/// <summary>Where an output of the last run lies, in memory that the library owns.</summary>
internal readonly unsafe struct RunOutput
{
    private RunOutput(TensorElementType type, long[] shape, void* data, int bytes)
    {
        Type = type;
        Shape = shape;
        Data = data;
        Bytes = bytes;
    }

    public TensorElementType Type { get; }

    public long[] Shape { get; }

    public void* Data { get; }

    public int Bytes { get; }

    public static RunOutput Of(OrtValue value)
    {
        var described = value.GetTensorTypeAndShape();
        // Texts have no plain memory; whoever asks for them is told so by their type.
        if (!ElementType.IsPlain(described.ElementDataType))
            return new RunOutput(described.ElementDataType, described.Shape, null, 0);
        // Native, so it stays where it is.
        var data = value.GetTensorMutableRawData();
        return new RunOutput(
            described.ElementDataType, described.Shape, Unsafe.AsPointer(ref MemoryMarshal.GetReference(data)), data.Length);
    }
}
