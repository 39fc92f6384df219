using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>Checks all of a StartQuantization request that can be checked before there is a job.</summary>
internal static class QuantizationRequestReader
{
    /// <summary>Longest id of a job, in characters.</summary>
    public const int LongestJobId = 256;

    /// <summary>The settings of a request.</summary>
    /// <exception cref="EngineException">A field is wrong; the message names it, its value and the next step.</exception>
    public static QuantizationSettings Read(QuantizationRequest request)
    {
        if (request.JobId.Length > LongestJobId)
            throw Refuse($"job_id has {request.JobId.Length:N0} characters; use at most {LongestJobId}.");
        var name = request.QuantizationType.Length > 0 ? request.QuantizationType.Trim() : QuantizationType.Default;
        var type = QuantizationType.Find(name)
            ?? throw Refuse(
                $"quantization_type is {GgufFault.Quote(name)}; "
                + $"use one of {string.Join(", ", QuantizationType.All.Select(known => known.Name))}.");
        var settings = new QuantizationSettings
        {
            Model = RequestPath.Full("model", request.Model, "the path of a .gguf file or of a Hugging Face folder"),
            Type = type,
            // Named after the type as it was written.
            OutputFile = Path.Combine(
                RequestPath.Full("output_dir", request.OutputDir, "the folder to write into"), $"model-{name}.gguf"),
            Threads = ThreadBudget.Threads(0, Environment.ProcessorCount),
        };
        foreach (var (key, value) in request.ExtraOptions)
        {
            if (QuantizationOptions.Find(key) is { } option)
                settings = option.Apply(settings, value)
                    ?? throw Refuse($"The extra option '{key}' is {GgufFault.Quote(value)}; expected {option.Expects}.");
        }
        if (type.NeedsImportance && settings.Importance is null)
        {
            throw Refuse(
                $"The type {type.Name} needs an importance matrix; name one in the extra option 'imatrix', or choose a type such as "
                + $"{QuantizationType.Default}.");
        }
        CheckModel(settings);
        return settings;
    }

    private static void CheckModel(QuantizationSettings settings)
    {
        if (Directory.Exists(settings.Model))
        {
            HuggingFaceFolder.Open(settings.Model);
            return;
        }
        if (!File.Exists(settings.Model))
        {
            throw new EngineException(EngineFailure.NotFound,
                $"model is {GgufFault.Quote(settings.Model)}, which is no file or folder here, and nothing is downloaded; "
                + "download the model and give its path.");
        }
        GgufFile.Open(settings.Model);
        if (RequestPath.Real(settings.Model) == RequestPath.Real(settings.OutputFile))
        {
            throw Refuse(
                $"The output {settings.OutputFile} is the model itself; choose another output_dir.");
        }
    }

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
