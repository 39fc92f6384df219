using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Models;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>
/// Writes adapters as the peft library stores them: adapter_config.json and adapter_model.safetensors, with the names that the
/// layers have in its models.
/// </summary>
internal static class PeftAdapterWriter
{
    public const string ConfigName = "adapter_config.json";
    public const string WeightsName = "adapter_model";

    /// <summary>What peft puts before the names of a model's layers.</summary>
    public const string Prefix = "base_model.model.";

    private const string LokrLeft = "lokr_w2_a";
    private const string LokrRight = "lokr_w2_b";

    /// <summary>Writes a folder.</summary>
    /// <exception cref="EngineException">The model has no adapters, or the folder cannot be written; nothing is left.</exception>
    public static void Write(TrainedModel trained, string folder, CancellationToken cancellationToken = default)
    {
        using var files = new PartialFiles(folder);
        Write(trained, files, cancellationToken);
        files.Commit();
    }

    /// <summary>Writes among other files.</summary>
    /// <exception cref="EngineException">The model has no adapters, or the disk does not take them.</exception>
    public static void Write(TrainedModel trained, PartialFiles files, CancellationToken cancellationToken = default)
    {
        var kind = KindOf(trained.Model) ?? throw new EngineException(EngineFailure.InvalidInput,
            "The model has no adapters, for all of its weights were trained; export it as merged_16bit or gguf.");
        SafetensorsWriter.Write(files, WeightsName, [.. Tensors(trained)], long.MaxValue, cancellationToken: cancellationToken);
        files.WriteJson(ConfigName, Config(trained, kind));
    }

    /// <summary>The kind of a model's adapters; null where it has none.</summary>
    public static AdapterKind? KindOf(CausalModel model) =>
        model.Projections.Select(projection => projection.Adapter).FirstOrDefault(adapter => adapter is not null) switch
        {
            null => null,
            LoraAdapter => AdapterKind.Lora,
            LohaAdapter => AdapterKind.Loha,
            _ => AdapterKind.Lokr,
        };

    private static IEnumerable<StoredTensor> Tensors(TrainedModel trained)
    {
        foreach (var projection in trained.Model.Projections.Where(projection => projection.Adapter is not null))
        {
            var parameters = projection.Adapter!.Parameters.ToList();
            var prefix = $"{Prefix}{LayerName(projection.Name, trained.Purpose)}.";
            foreach (var tensor in HasWholeMatrix(parameters) ? Multiplied(parameters) : parameters.Select(one => StoredTensor.Of(one)))
                yield return tensor with { Name = prefix + tensor.Name };
        }
        if (trained.Score is { } score)
            yield return StoredTensor.Of(new NamedTensor(Prefix + ModelTensors.ScoreName, score));
    }

    /// <summary>Where two factors would be no smaller than their product, peft keeps the product.</summary>
    private static bool HasWholeMatrix(List<NamedTensor> parameters) =>
        parameters.Find(parameter => parameter.Name == LokrLeft) is { Name: not null } left
        && parameters.Find(parameter => parameter.Name == LokrRight) is { Name: not null } right
        && left.Tensor.shape[1] >= Math.Max(left.Tensor.shape[0], right.Tensor.shape[1]) / 2.0;

    private static IEnumerable<StoredTensor> Multiplied(List<NamedTensor> parameters)
    {
        var left = parameters.Find(parameter => parameter.Name == LokrLeft).Tensor;
        var right = parameters.Find(parameter => parameter.Name == LokrRight).Tensor;
        return
        [
            .. parameters.Where(parameter => parameter.Name is not (LokrLeft or LokrRight)).Select(one => StoredTensor.Of(one)),
            new StoredTensor("lokr_w2", [left.shape[0], right.shape[1]], left.dtype, () => left.matmul(right)),
        ];
    }

    private static JsonObject Config(TrainedModel trained, AdapterKind kind)
    {
        var settings = trained.Adapters;
        var config = new JsonObject
        {
            ["peft_type"] = kind.ToString().ToUpperInvariant(),
            ["task_type"] = trained.Purpose switch
            {
                ModelPurpose.Scoring => "SEQ_CLS",
                ModelPurpose.Embedding => "FEATURE_EXTRACTION",
                _ => "CAUSAL_LM",
            },
            ["base_model_name_or_path"] = trained.Base.Path,
            ["revision"] = null,
            ["inference_mode"] = true,
            ["auto_mapping"] = null,
            ["r"] = settings.Rank,
            ["target_modules"] = ExportJson.List(Targets(trained)),
            ["layers_to_transform"] = null,
            ["layers_pattern"] = null,
            ["rank_pattern"] = new JsonObject(),
            ["alpha_pattern"] = new JsonObject(),
            ["modules_to_save"] = trained.Purpose == ModelPurpose.Scoring ? ExportJson.List(["score"]) : null,
        };
        if (kind == AdapterKind.Lora)
        {
            config["lora_alpha"] = Whole(settings.Alpha);
            config["lora_dropout"] = ExportJson.Number(settings.Dropout);
            config["bias"] = "none";
            config["fan_in_fan_out"] = false;
            config["init_lora_weights"] = true;
            config["use_rslora"] = false;
            config["use_dora"] = false;
            return config;
        }
        config["alpha"] = Whole(settings.Alpha);
        config["rank_dropout"] = ExportJson.Number(0);
        config["module_dropout"] = ExportJson.Number(0);
        config["init_weights"] = true;
        config["use_effective_conv2d"] = false;
        if (kind == AdapterKind.Lokr)
        {
            config["decompose_both"] = false;
            config["decompose_factor"] = -1;
        }
        return config;
    }

    /// <summary>The last parts of the layers' names where they say it, or else whole names.</summary>
    private static IEnumerable<string> Targets(TrainedModel trained)
    {
        var groups = trained.Model.Projections.GroupBy(projection => projection.Name[(projection.Name.LastIndexOf('.') + 1)..]).ToList();
        return groups.SelectMany(group => group.All(projection => projection.Adapter is not null)
            ? [group.Key]
            : group.Where(projection => projection.Adapter is not null).Select(projection => LayerName(projection.Name, trained.Purpose)));
    }

    // The transformers library has embedders without the part that is around them in a model that writes.
    private static string LayerName(string name, ModelPurpose purpose) =>
        purpose == ModelPurpose.Embedding && name.StartsWith("model.", StringComparison.Ordinal) ? name["model.".Length..] : name;

    // peft declares it as an integer, and takes others.
    private static JsonNode Whole(float value) => value == MathF.Floor(value) ? (int)value : ExportJson.Number(value);
}
