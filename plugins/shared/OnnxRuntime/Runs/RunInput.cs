using System.Globalization;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Runs;

/// <summary>The memory of one input. It is native, so that it neither moves nor counts for the garbage collector.</summary>
internal sealed unsafe class RunInput : IDisposable
{
    /// <summary>A cache line, and a vector of AVX-512.</summary>
    private const int Alignment = 64;

    private void* _data;

    /// <param name="slot">The input.</param>
    /// <param name="shape">Its shape, which fits.</param>
    /// <exception cref="EngineException">There is no memory for it.</exception>
    public RunInput(TensorSlot slot, long[] shape)
    {
        Slot = slot;
        Shape = shape;
        Bytes = BytesOf(slot, shape);
        try
        {
            _data = NativeMemory.AlignedAlloc((nuint)Bytes, Alignment);
        }
        catch (OutOfMemoryException e)
        {
            throw TooLarge(slot, shape, e);
        }
        NativeMemory.Clear(_data, (nuint)Bytes);
        Value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, slot.Type, shape, (nint)_data, Bytes);
    }

    public TensorSlot Slot { get; }

    public long[] Shape { get; }

    public int Bytes { get; }

    /// <summary>The library's view of it.</summary>
    public OrtValue Value { get; }

    /// <summary>The memory; the caller checks the type.</summary>
    public void* Data => _data;

    /// <inheritdoc/>
    public void Dispose()
    {
        Value.Dispose();
        NativeMemory.AlignedFree(_data);
        _data = null;
    }

    private static int BytesOf(TensorSlot slot, long[] shape)
    {
        Int128 bytes = ElementType.BytesOf(slot.Type);
        foreach (var length in shape)
        {
            bytes *= length;
            if (bytes > int.MaxValue)
                throw TooLarge(slot, shape);
        }
        return (int)bytes;
    }

    private static EngineException TooLarge(TensorSlot slot, long[] shape, Exception? cause = null) => new(
        EngineFailure.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture,
            $"The model's input '{slot.Name}' would be [{string.Join(", ", shape)}], for which there is no memory; send less at once."),
        cause);
}
