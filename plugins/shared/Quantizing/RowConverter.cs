using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing;

/// <summary>Turns groups of rows into another type, in memory of its own. For one thread.</summary>
internal sealed unsafe class RowConverter : IDisposable
{
    private const nuint Alignment = 64;

    private Buffer _source;
    private Buffer _floats;
    private Buffer _target;

    /// <summary>Some rows of a tensor in the type that it gets; valid until the next call.</summary>
    /// <exception cref="EngineException">They hold values that are no numbers.</exception>
    public ReadOnlySpan<byte> Convert(PlannedTensor tensor, long first, long count)
    {
        var type = tensor.Description.Type;
        var rowBytes = type.RowBytes(tensor.Columns);
        var source = _source.Take(rowBytes * count);
        FileRange.Read(tensor.Source.File, source, tensor.Source.Position + (first * rowBytes));
        fixed (byte* bytes = source)
        {
            // The library's own quantiser makes the same check; some of its kernels abort on values that are no numbers.
            if (!GgmlApi.ggml_validate_row_data(type.Id, bytes, (nuint)source.Length))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"The tensor {GgufFault.Quote(tensor.Description.Name)} holds values that are no numbers; "
                    + "download or convert the model again.");
            }
            return tensor.Converts ? Quantise(tensor, bytes, first, count) : source;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Free();
        _floats.Free();
        _target.Free();
    }

    private Span<byte> Quantise(PlannedTensor tensor, byte* source, long first, long count)
    {
        var elements = tensor.Columns * count;
        var target = _target.Take(tensor.Target.RowBytes(tensor.Columns) * count);
        var floats = ToFloats(tensor.Description, source, elements);
        var matrix = first / tensor.MatrixRows;
        fixed (byte* bytes = target)
        fixed (float* importance = tensor.Importance)
        {
            var columns = importance is null ? null : importance + (matrix * tensor.Columns);
            var written = GgmlApi.ggml_quantize_chunk(tensor.Target.Id, floats, bytes, 0, count, tensor.Columns, columns);
            if (written != (nuint)target.Length || !GgmlApi.ggml_validate_row_data(tensor.Target.Id, bytes, written))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"The values of the tensor {GgufFault.Quote(tensor.Description.Name)} do not fit into {tensor.Target.Name}; "
                    + "choose another type.");
            }
        }
        return target;
    }

    private float* ToFloats(GgufTensor tensor, byte* source, long elements)
    {
        if (tensor.Type == GgmlType.Float32)
            return (float*)source;
        var traits = GgmlApi.ggml_get_type_traits(tensor.Type.Id);
        if (traits->ToFloat == null)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The tensor {GgufFault.Quote(tensor.Name)} is {tensor.Type.Name}, which cannot be read; use a model in f32, f16 or bf16.");
        }
        fixed (byte* floats = _floats.Take(elements * sizeof(float)))
        {
            traits->ToFloat(source, (float*)floats, elements);
            return (float*)floats;
        }
    }

    /// <summary>Native memory that grows; it does not move, so pointers into it stay good until it grows.</summary>
    private struct Buffer
    {
        private void* _memory;
        private long _size;

        public Span<byte> Take(long bytes)
        {
            if (bytes > _size)
            {
                Free();
                _memory = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
                _size = bytes;
            }
            return new Span<byte>(_memory, checked((int)bytes));
        }

        public void Free()
        {
            NativeMemory.AlignedFree(_memory);
            _memory = null;
            _size = 0;
        }
    }
}
