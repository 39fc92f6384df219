using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Quantizing;

/// <summary>
/// Writes a model in another type, from its source to the file under its final name: whole, or not at all. The native libraries have
/// to be loaded.
/// </summary>
/// <param name="settings">What is to be done.</param>
/// <param name="disk">The disk that is written to.</param>
/// <param name="report">Hears how far it is.</param>
/// <param name="cancellationToken">Ends it before the next rows of a tensor.</param>
internal sealed class QuantizationWork(
    QuantizationSettings settings, DiskSpace disk, QuantizationReport report, CancellationToken cancellationToken)
{
    /// <summary>The part of the work that converting a Hugging Face folder is; the bytes are written twice.</summary>
    private const double Conversion = 0.4;

    /// <summary>Does it.</summary>
    /// <exception cref="EngineException">It cannot be done; nothing is left behind.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; nothing is left behind.</exception>
    public QuantizationOutput Run()
    {
        try
        {
            if (!Directory.Exists(settings.Model))
                return Quantise(settings.Model, begin: 0);
            using var converted = Convert();
            return Quantise(converted.Path, begin: Conversion);
        }
        catch (IOException e)
        {
            throw PartialFile.Explain(e, settings.OutputFile);
        }
    }

    private PartialFile Convert()
    {
        report(QuantizationPhase.Converting, 0, $"converting {Path.GetFileName(settings.Model)} to GGUF");
        var conversion = HuggingFaceFolder.Open(settings.Model).Prepare();
        // The result is hardly larger than q8_0 of the same weights, or than what was asked for.
        var result = conversion.Elements * settings.Type.Name switch { "f32" => 4, "f16" or "bf16" => 2, _ => 1.2 };
        disk.Require(settings.OutputFolder, conversion.FileBytes + (long)result);
        var converted = PartialFile.Create(Path.Combine(settings.OutputFolder, "model-converted.gguf"), conversion.FileBytes);
        try
        {
            conversion.Write(converted.Handle, (share, tensor) =>
                report(QuantizationPhase.Converting, Conversion * share, $"converting {tensor}"), cancellationToken);
            converted.Handle.Dispose();
            return converted;
        }
        catch
        {
            converted.Dispose();
            throw;
        }
    }

    private QuantizationOutput Quantise(string model, double begin)
    {
        report(QuantizationPhase.Quantizing, begin, $"planning {settings.Type.Name}");
        var importance = settings.Importance is { } path ? ImportanceMatrix.Read(path) : null;
        using var source = SourceModel.Open(model);
        var tensors = TypePlanner.Plan(source, settings, importance);
        var head = QuantizationHead.Of(source, tensors, settings.Type);
        disk.Require(settings.OutputFolder, head.FileBytes);
        cancellationToken.ThrowIfCancellationRequested();

        using var output = PartialFile.Create(settings.OutputFile, head.FileBytes);
        ModelQuantizer.Write(tensors, head, output, settings.Threads, (share, tensor) =>
            report(QuantizationPhase.Quantizing, begin + ((1 - begin) * share), $"quantizing {tensor}"), cancellationToken);
        output.Commit(settings.OutputFile);
        return new(head.FileBytes, head.DataBytes, source.Tensors.Values.Sum(tensor => tensor.Description.Bytes));
    }
}
