using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>Writes a GGUF file, a tensor at a time.</summary>
internal static class GgufFileWriter
{
    /// <summary>Writes a file beside its final name.</summary>
    /// <param name="target">The final name.</param>
    /// <param name="head">The metadata; the tensors are added here.</param>
    /// <param name="parts">The tensors.</param>
    /// <param name="report">Takes the share that is written, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work before the next elements; nothing is left.</param>
    /// <exception cref="Abstractions.EngineException">The disk does not take it; nothing is left.</exception>
    public static PartialFile Write(
        string target, GgufHead head, IReadOnlyList<GgufPart> parts, Action<double>? report, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
            head.AddTensor(part.Data.Name, part.Dimensions, part.Type);
        var file = PartialFile.Create(target, head.FileBytes);
        try
        {
            RandomAccess.Write(file.Handle, head.ToArray(), 0);
            RandomAccess.SetLength(file.Handle, head.FileBytes);
            var done = 0L;
            for (var i = 0; i < parts.Count; i++)
            {
                TensorData.Write(parts[i].Data, file.Handle, head.PositionOf(i),
                    bytes => report?.Invoke(Math.Min(1, (double)(done += bytes) / head.DataBytes)), cancellationToken);
            }
            return file;
        }
        catch (IOException e)
        {
            file.Dispose();
            throw PartialFile.Explain(e, target);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
