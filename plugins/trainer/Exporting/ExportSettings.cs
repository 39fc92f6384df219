using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Requests;
using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Requests;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>What an export is to do.</summary>
/// <param name="Checkpoint">The checkpoint's folder.</param>
/// <param name="Folder">The folder that is written into.</param>
/// <param name="Format">What is written.</param>
internal sealed record ExportSettings(string Checkpoint, string Folder, ExportFormat Format)
{
    /// <summary>How a reward model's query and document are joined, with the places <c>{query}</c> and <c>{document}</c>.</summary>
    public const string RerankTemplateOption = "rerank_template";

    private static readonly Dictionary<string, ExportFormat> Formats = new(StringComparer.Ordinal)
    {
        [""] = ExportFormat.Lora,
        ["lora"] = ExportFormat.Lora,
        ["safetensors"] = ExportFormat.Safetensors,
        ["merged_16bit"] = ExportFormat.Merged16Bit,
        ["merged_4bit"] = ExportFormat.Merged4Bit,
        ["gguf"] = ExportFormat.Gguf,
    };

    /// <summary>The base, where the request names one that is here; null for the one that the checkpoint names.</summary>
    public string? Base { get; init; }

    /// <summary>The type of a GGUF file's weights; null for the base's own, in at most 16 bits.</summary>
    public QuantizationType? Type { get; init; }

    /// <summary>See <see cref="RerankTemplateOption"/>; null for none.</summary>
    public string? RerankTemplate { get; init; }

    /// <summary>Checks all of a request that can be checked without its files' contents.</summary>
    /// <param name="request">The request; LocalAI puts the job's own options among its extra options.</param>
    /// <param name="environment">The operator's variables.</param>
    /// <exception cref="EngineException">A field is wrong; the message names it, its value and the next step.</exception>
    public static ExportSettings Read(ExportModelRequest request, Func<string, string?> environment)
    {
        if (!Formats.TryGetValue(request.ExportFormat, out var format))
        {
            throw Refuse($"Unsupported export format: {request.ExportFormat}; use one of "
                + $"{string.Join(", ", Formats.Keys.Where(name => name.Length > 0))}.");
        }
        var checkpoint = RequestPath.Full("checkpoint_path", request.CheckpointPath, "a checkpoint's folder");
        var folder = RequestPath.Full("output_path", request.OutputPath, "the folder to write into");
        AllowedRoots.Read(FineTuneRequestReader.OutputVariable, environment).Check("output_path", folder);
        return new ExportSettings(Find(checkpoint), folder, format)
        {
            Base = Path.Exists(request.Model) ? Path.GetFullPath(request.Model) : null,
            Type = format == ExportFormat.Merged4Bit
                ? QuantizationType.Find(QuantizationType.Default) : ReadType(request.QuantizationMethod),
            RerankTemplate = request.ExtraOptions.TryGetValue(RerankTemplateOption, out var template) ? Checked(template) : null,
        };
    }

    // The folder that a job was given stands for its last checkpoint.
    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, TrainingRecord.FileName)) ? folder
        : CheckpointFolders.Find(folder).Select(found => found.Folder).LastOrDefault()
            ?? throw new EngineException(EngineFailure.NotFound, $"Checkpoint not found: {folder}");

    private static QuantizationType? ReadType(string method)
    {
        if (method is "" or "auto")
            return null;
        var type = QuantizationType.Find(method) ?? throw Refuse(
            $"quantization_method is '{method}'; use auto, or one of "
            + $"{string.Join(", ", QuantizationType.All.Select(known => known.Name))}.");
        return type.NeedsImportance
            ? throw Refuse($"The type {type.Name} needs an importance matrix; export as f16, and quantise that with StartQuantization.")
            : type;
    }

    private static string Checked(string template) =>
        template.Contains("{query}", StringComparison.Ordinal) && template.Contains("{document}", StringComparison.Ordinal) ? template
            : throw Refuse($"The extra option '{RerankTemplateOption}' is '{template}'; it needs the places {{query}} and {{document}}.");

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
