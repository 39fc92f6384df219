using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Converting;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>What a job does, from its source to the file under its final name.</summary>
internal sealed class QuantizationWork(
    QuantizationSettings settings, DiskSpace disk, JobProgress progress, CancellationToken cancellationToken)
{
    /// <summary>The part of the work that converting a Hugging Face folder is; the bytes are written twice.</summary>
    private const double Conversion = 0.4;

    /// <summary>Does it.</summary>
    /// <exception cref="EngineException">It cannot be done; nothing is left behind.</exception>
    /// <exception cref="OperationCanceledException">The job was stopped; nothing is left behind.</exception>
    public void Run()
    {
        try
        {
            if (!Directory.Exists(settings.Model))
            {
                Quantise(settings.Model, begin: 0);
                return;
            }
            using var converted = Convert();
            Quantise(converted.Path, begin: Conversion);
        }
        catch (IOException e)
        {
            throw PartialFile.Explain(e, settings.OutputFile);
        }
    }

    private PartialFile Convert()
    {
        progress.Report(JobStatus.Converting, 0, $"converting {Path.GetFileName(settings.Model)} to GGUF");
        var conversion = HuggingFaceFolder.Open(settings.Model).Prepare();
        // The result is hardly larger than q8_0 of the same weights, or than what was asked for.
        var result = conversion.Elements * settings.Type.Name switch { "f32" => 4, "f16" or "bf16" => 2, _ => 1.2 };
        disk.Require(settings.OutputFolder, conversion.FileBytes + (long)result);
        var converted = PartialFile.Create(Path.Combine(settings.OutputFolder, "model-converted.gguf"), conversion.FileBytes);
        try
        {
            conversion.Write(converted.Handle, (share, tensor) =>
                progress.Report(JobStatus.Converting, Conversion * share, $"converting {tensor}"), cancellationToken);
            converted.Handle.Dispose();
            return converted;
        }
        catch
        {
            converted.Dispose();
            throw;
        }
    }

    private void Quantise(string model, double begin)
    {
        progress.Report(JobStatus.Quantizing, begin, $"planning {settings.Type.Name}");
        var importance = settings.Importance is { } path ? ImportanceMatrix.Read(path) : null;
        using var source = SourceModel.Open(model);
        var tensors = TypePlanner.Plan(source, settings, importance);
        var head = QuantizationHead.Of(source, tensors, settings.Type);
        disk.Require(settings.OutputFolder, head.FileBytes);
        cancellationToken.ThrowIfCancellationRequested();

        using var output = PartialFile.Create(settings.OutputFile, head.FileBytes);
        ModelQuantizer.Write(tensors, head, output, settings.Threads, (share, tensor) =>
            progress.Report(JobStatus.Quantizing, begin + ((1 - begin) * share), $"quantizing {tensor}"), cancellationToken);
        output.Commit(settings.OutputFile);
        var before = source.Tensors.Values.Sum(tensor => tensor.Description.Bytes);
        progress.Complete(settings.OutputFile, head.FileBytes, string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(settings.OutputFile)}: {before / 1048576.0:0.0} MiB of weights became "
            + $"{head.DataBytes / 1048576.0:0.0} MiB"));
    }
}
