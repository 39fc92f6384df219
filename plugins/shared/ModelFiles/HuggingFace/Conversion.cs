using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>A Hugging Face folder that was read and checked, ready to be written as one GGUF file.</summary>
/// <param name="head">The beginning of the file.</param>
/// <param name="tensors">The tensors in their order.</param>
internal sealed class Conversion(GgufHead head, IReadOnlyList<ConvertedTensor> tensors)
{
    /// <summary>Bytes of the source that are taken at once.</summary>
    private const int GroupBytes = 1024 * 1024;

    /// <summary>The size of the file.</summary>
    public long FileBytes => head.FileBytes;

    /// <summary>The elements of all tensors.</summary>
    public long Elements { get; } = tensors.Sum(tensor => tensor.Elements);

    /// <summary>Writes the file.</summary>
    /// <param name="output">The file, open for writing.</param>
    /// <param name="report">Takes the share that is written, from 0 to 1, and the tensor in work.</param>
    /// <param name="cancellationToken">Ends the work before the next rows.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public void Write(SafeFileHandle output, Action<double, string> report, CancellationToken cancellationToken)
    {
        RandomAccess.Write(output, head.ToArray(), 0);
        RandomAccess.SetLength(output, head.FileBytes);
        var done = 0L;
        for (var i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i];
            var position = head.PositionOf(i);
            if (tensor.Source is null)
            {
                RandomAccess.Write(output, MemoryMarshal.AsBytes<float>(tensor.Values.ToArray()), position);
                continue;
            }
            using var source = ModelPath.OpenForReading(tensor.Source.File);
            var step = tensor.RotaryHeads > 0
                ? 1 : Math.Max(1, GroupBytes / Math.Max(1, tensor.Source.Type.RowBytes(tensor.Columns)));
            for (var row = 0L; row < tensor.Rows; row += step)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = Math.Min(step, tensor.Rows - row);
                RandomAccess.Write(output, Read(tensor, source, row, count), position + tensor.Type.RowBytes(tensor.Columns * row));
                done += count * tensor.Columns;
                report((double)done / Elements, tensor.Name);
            }
        }
    }

    private static byte[] Read(ConvertedTensor tensor, SafeFileHandle file, long row, long count)
    {
        var type = tensor.Source!.Type;
        var rowBytes = type.RowBytes(tensor.Columns);
        var bytes = new byte[rowBytes * count];
        FileRange.Read(file, bytes, tensor.Source.Position + (tensor.SourceRow(row) * rowBytes));
        if (type == tensor.Type && tensor.Shift == 0)
            return bytes;
        // Only vectors and what is stored in double precision change their type, and only to single precision.
        var floats = ToFloats(bytes, type);
        TensorPrimitives.Add(floats, tensor.Shift, floats);
        return MemoryMarshal.AsBytes<float>(floats).ToArray();
    }

    private static float[] ToFloats(byte[] bytes, GgmlType type)
    {
        var floats = new float[bytes.Length / type.BlockBytes];
        switch (type.Name)
        {
            case "f32":
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(floats);
                break;
            case "f16":
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), floats);
                break;
            case "bf16":
                var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < floats.Length; i++)
                    floats[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                break;
            default:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(bytes), floats);
                break;
        }
        return floats;
    }
}
