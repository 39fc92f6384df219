using System.Buffers;
using System.Numerics.Tensors;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>The outputs of a run; what is no float is converted into memory that is used again.</summary>
internal sealed class RunOutputs : IModelOutputs, IDisposable
{
    private readonly OnnxRun _run;
    private readonly (float[]? Numbers, int Length)[] _converted;

    /// <param name="run">A run that was executed.</param>
    /// <param name="slots">What the model gives.</param>
    public RunOutputs(OnnxRun run, IReadOnlyList<TensorSlot> slots)
    {
        _run = run;
        _converted = new (float[]?, int)[slots.Count];
        for (var i = 0; i < _converted.Length; i++)
            _converted[i] = Convert(i, slots[i].Type);
    }

    /// <summary>Whether an output of a type can be read.</summary>
    public static bool CanRead(TensorElementType type) => type is TensorElementType.Float or TensorElementType.Float16
        or TensorElementType.Int32 or TensorElementType.Int64 or TensorElementType.UInt8;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Floats(int index) =>
        _converted[index] is ({ } numbers, var length) ? numbers.AsSpan(0, length) : _run.Output<float>(index);

    /// <inheritdoc/>
    public ReadOnlySpan<long> Shape(int index) => _run.Shape(index);

    public void Dispose()
    {
        foreach (ref var converted in _converted.AsSpan())
        {
            if (converted.Numbers is { } numbers)
                ArrayPool<float>.Shared.Return(numbers);
            converted = default;
        }
    }

    private (float[]?, int) Convert(int index, TensorElementType type) => type switch
    {
        TensorElementType.Float16 => Converted(_run.Output<Half>(index), TensorPrimitives.ConvertToSingle),
        TensorElementType.Int32 => Converted(_run.Output<int>(index), TensorPrimitives.ConvertTruncating),
        TensorElementType.Int64 => Converted(_run.Output<long>(index), TensorPrimitives.ConvertTruncating),
        TensorElementType.UInt8 => Converted(_run.Output<byte>(index), TensorPrimitives.ConvertTruncating),
        _ => (null, 0),
    };

    private static (float[]?, int) Converted<T>(ReadOnlySpan<T> numbers, Conversion<T> convert)
    {
        var buffer = ArrayPool<float>.Shared.Rent(numbers.Length);
        convert(numbers, buffer.AsSpan(0, numbers.Length));
        return (buffer, numbers.Length);
    }

    private delegate void Conversion<T>(ReadOnlySpan<T> numbers, Span<float> floats);
}
