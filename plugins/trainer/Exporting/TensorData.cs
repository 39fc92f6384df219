using Microsoft.Win32.SafeHandles;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>Writes the elements of tensors, some at a time.</summary>
internal static class TensorData
{
    /// <summary>Elements that are written at once.</summary>
    private const long GroupElements = 4 * 1024 * 1024;

    /// <summary>Computes a tensor, writes it and lets it go.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="file">A file, open for writing.</param>
    /// <param name="position">Where in the file its first byte goes.</param>
    /// <param name="written">Takes the bytes that were written since its last call.</param>
    /// <param name="cancellationToken">Ends the work before the next elements.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        StoredTensor tensor, SafeFileHandle file, long position, Action<long> written, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        cancellationToken.ThrowIfCancellationRequested();
        var values = tensor.Values().detach().flatten();
        for (var first = 0L; first < tensor.Elements; first += GroupElements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var group = values.narrow(0, first, Math.Min(GroupElements, tensor.Elements - first));
            var bytes = group.to_type(tensor.Type).cpu().contiguous().bytes;
            RandomAccess.Write(file, bytes, position);
            position += bytes.Length;
            written(bytes.Length);
        }
    }
}
