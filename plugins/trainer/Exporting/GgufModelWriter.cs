using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Quantizing;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>
/// Writes a model with its adapters merged as one GGUF file in any of llama.cpp's types. The native libraries of llama.cpp have to be
/// loaded.
/// </summary>
/// <param name="trained">The model, which is not changed.</param>
/// <param name="type">How the weights are stored.</param>
/// <param name="disk">The disk that is written to.</param>
internal sealed class GgufModelWriter(TrainedModel trained, QuantizationType type, DiskSpace disk)
{
    /// <summary>The part of the work that writing the merged weights is, before they are read again.</summary>
    private const double Merging = 0.3;

    /// <summary>Threads that compute.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The file that a folder gets: <c>FOLDER/FOLDER-TYPE.gguf</c>.</summary>
    /// <param name="folder">The folder of the export.</param>
    /// <param name="typeName">The type as it was asked for.</param>
    public static string FileIn(string folder, string typeName)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Path.Combine(whole, $"{Path.GetFileName(whole)}-{typeName}.gguf");
    }

    /// <summary>Writes the file: whole, or not at all.</summary>
    /// <param name="target">The file.</param>
    /// <param name="report">Takes the share of the work that is done, from 0 to 1, and what is in work.</param>
    /// <param name="cancellationToken">Ends the work before the next rows.</param>
    /// <exception cref="EngineException">The model cannot be written so, or the disk does not take it.</exception>
    public QuantizationOutput Write(string target, Action<double, string> report, CancellationToken cancellationToken)
    {
        if (trained.Purpose == ModelPurpose.Scoring && new GgufNames(trained.Model.Shape).Architecture != "qwen3")
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"llama.cpp scores texts with models of the family qwen3 only, and this one is of {trained.Model.Shape.Family.Name}; "
                + "export it as merged_16bit.");
        }
        trained.Base.RefuseAsOutput(target);
        var folder = Path.GetDirectoryName(target)!;
        PartialFile.Probe(folder);
        disk.Require(folder, ModelTensors.Of(trained, StoredType).Sum(tensor => tensor.Bytes));
        return trained.Base.IsGguf ? FromGguf(target, report, cancellationToken) : FromFolder(target, report, cancellationToken);
    }

    // What is not only copied is quantised from what it was computed in.
    private ScalarType StoredType => type.Name switch
    {
        "f16" => ScalarType.Float16,
        "bf16" => ScalarType.BFloat16,
        _ => ScalarType.Float32,
    };

    private QuantizationOutput FromFolder(string target, Action<double, string> report, CancellationToken cancellationToken)
    {
        var above = $"{target}.{Guid.NewGuid().ToString("N")[..8]}.part";
        // The folder's name becomes the model's.
        var folder = Path.Combine(above, Path.GetFileName(Path.GetDirectoryName(target)!));
        try
        {
            HuggingFaceModelWriter.WriteForGguf(
                trained, folder, StoredType, share => report(Merging * share, "merging"), cancellationToken);
            return Quantise(folder, target, report, cancellationToken);
        }
        finally
        {
            if (Directory.Exists(above))
                Directory.Delete(above, recursive: true);
        }
    }

    private QuantizationOutput FromGguf(string target, Action<double, string> report, CancellationToken cancellationToken)
    {
        using var merged = GgufRewriter.Write(trained, StoredType, target, share => report(Merging * share, "merging"), cancellationToken);
        merged.Handle.Dispose();
        return Quantise(merged.Path, target, report, cancellationToken);
    }

    private QuantizationOutput Quantise(string model, string target, Action<double, string> report, CancellationToken cancellationToken)
    {
        var settings = new QuantizationSettings { Model = model, Type = type, OutputFile = target, Threads = Threads };
        return new QuantizationWork(settings, disk, (_, share, message) => report(Merging + ((1 - Merging) * share), message),
            cancellationToken).Run();
    }
}
