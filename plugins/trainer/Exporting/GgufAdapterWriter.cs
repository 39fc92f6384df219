using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>
/// Writes LoRA adapters as llama.cpp applies them to the model that they were trained for: of each weight the two factors, in single
/// precision, and the strength.
/// </summary>
internal static class GgufAdapterWriter
{
    /// <param name="trained">The model with its adapters.</param>
    /// <param name="target">The file.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left.</param>
    /// <exception cref="EngineException">llama.cpp has no such adapters, or the disk does not take them.</exception>
    public static void Write(TrainedModel trained, string target, CancellationToken cancellationToken = default)
    {
        Check(PeftAdapterWriter.KindOf(trained.Model));
        var names = new GgufNames(trained.Model.Shape);
        var head = new GgufHead();
        head.Add("general.architecture", names.Architecture);
        head.Add("general.type", "adapter");
        head.Add("general.name", Path.GetFileNameWithoutExtension(target));
        head.Add("general.file_type", 0u);
        head.Add("adapter.type", "lora");
        head.Add("adapter.lora.alpha", trained.Adapters.Alpha);
        using var file = GgufFileWriter.Write(target, head, [.. Parts(trained.Model, names)], null, cancellationToken);
        file.Commit(target);
    }

    private static void Check(AdapterKind? kind)
    {
        if (kind == AdapterKind.Lora)
            return;
        throw new EngineException(EngineFailure.InvalidInput, kind is null
            ? "The model has no adapters, for all of its weights were trained; export it as merged_16bit or gguf."
            : $"llama.cpp applies LoRA adapters only, and these are {kind.ToString()!.ToLowerInvariant()} adapters; "
                + "export the merged model instead, as merged_16bit or gguf.");
    }

    private static IEnumerable<GgufPart> Parts(CausalModel model, GgufNames names)
    {
        foreach (var projection in model.Projections.Where(projection => projection.Adapter is not null))
        {
            var name = names.Map(projection.Name + ".weight");
            foreach (var (parameter, tensor) in projection.Adapter!.Parameters)
            {
                // The second factor's rows are those of the weight.
                var isUp = parameter == "lora_B.weight";
                yield return GgufPart.Of(new StoredTensor(name + (isUp ? ".lora_b" : ".lora_a"), tensor.shape, ScalarType.Float32,
                    () => isUp ? names.Turn(name, tensor) : tensor));
            }
        }
    }
}
