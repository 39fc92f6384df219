using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>Makes an adapter or a model of a checkpoint.</summary>
/// <param name="settings">What is to be done.</param>
/// <param name="pluginFolder">Where the native libraries are.</param>
/// <param name="cancellation">Ends it before the next rows; nothing half-written is left.</param>
internal sealed class ExportWork(ExportSettings settings, string pluginFolder, CancellationToken cancellation)
{
    /// <summary>Does it.</summary>
    /// <exception cref="EngineException">It cannot be done.</exception>
    public void Run()
    {
        var checkpoint = Checkpoint.Read(settings.Checkpoint);
        var path = settings.Base ?? checkpoint.BasePath;
        if (!Path.Exists(path))
        {
            throw new EngineException(EngineFailure.NotFound,
                $"The model '{path}' that the checkpoint was trained from is not there; name it in model.");
        }
        PartialFile.Probe(settings.Folder);
        TorchRuntime.Start(Environment.ProcessorCount);
        using var loaded = BaseModel.Load(path, tokens: 1, ScalarType.Float32, CPU);
        using var score = checkpoint.Apply(loaded.Model, loaded.Fingerprint);
        Write(new TrainedModel(loaded.Model, BaseFiles.Of(loaded))
        {
            Purpose = checkpoint.Settings.Method switch
            {
                TrainingMethod.Reward => ModelPurpose.Scoring,
                TrainingMethod.Embedding => ModelPurpose.Embedding,
                _ => ModelPurpose.Text,
            },
            Score = score,
            ChatTemplate = checkpoint.ChatTemplate,
            RerankTemplate = settings.RerankTemplate,
            Adapters = checkpoint.Settings.AdapterSettings,
        });
    }

    private void Write(TrainedModel trained)
    {
        var stored = StoredType(trained.Base.Path);
        var half = stored == ScalarType.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float16;
        switch (settings.Format)
        {
            case ExportFormat.Lora:
                PeftAdapterWriter.Write(trained, settings.Folder, cancellation);
                if (PeftAdapterWriter.KindOf(trained.Model) == Adapters.AdapterKind.Lora)
                    GgufAdapterWriter.Write(trained, Path.Combine(settings.Folder, "adapter.gguf"), cancellation);
                break;
            case ExportFormat.Safetensors:
                HuggingFaceModelWriter.Write(trained, settings.Folder, stored, cancellationToken: cancellation);
                break;
            case ExportFormat.Merged16Bit:
                HuggingFaceModelWriter.Write(trained, settings.Folder, half, cancellationToken: cancellation);
                break;
            default:
                var type = settings.Type ?? QuantizationType.Find(half == ScalarType.BFloat16 ? "bf16" : "f16")!;
                NativeLibraries.Load(pluginFolder);
                new GgufModelWriter(trained, type, DiskSpace.Real) { Threads = Environment.ProcessorCount }
                    .Write(GgufModelWriter.FileIn(settings.Folder, type.Name), (_, _) => { }, cancellation);
                break;
        }
    }

    /// <summary>What most of the base's weights are stored in, of single, half and bfloat16.</summary>
    private static ScalarType StoredType(string path)
    {
        if (Directory.Exists(path))
        {
            var config = ModelConfig.Read(path);
            return (config.Find("dtype") ?? config.Find("torch_dtype")) switch
            {
                { ValueKind: JsonValueKind.String } name when name.ValueEquals("bfloat16") => ScalarType.BFloat16,
                { ValueKind: JsonValueKind.String } name when name.ValueEquals("float16") => ScalarType.Float16,
                _ => ScalarType.Float32,
            };
        }
        return GgufFile.Open(path).Tensors.CountBy(tensor => tensor.Type.Name).MaxBy(type => type.Value).Key switch
        {
            "bf16" => ScalarType.BFloat16,
            "f32" => ScalarType.Float32,
            _ => ScalarType.Float16,
        };
    }
}
