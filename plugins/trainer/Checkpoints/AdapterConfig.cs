using System.Text.Json.Nodes;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>The adapter_config.json beside a checkpoint's adapters, as the peft library reads it.</summary>
internal static class AdapterConfig
{
    public const string FileName = "adapter_config.json";

    /// <summary>The file's content; null where all weights are trained.</summary>
    public static byte[]? ToJson(TrainingTask task)
    {
        var settings = task.Settings;
        if (settings.Adapter is not { } kind)
            return null;
        var modules = task.Model.Projections.Where(projection => projection.Adapter is not null)
            .Select(projection => projection.Name[(projection.Name.LastIndexOf('.') + 1)..]).Distinct();
        var json = new JsonObject
        {
            ["peft_type"] = kind.ToString().ToUpperInvariant(),
            ["base_model_name_or_path"] = task.BasePath,
            ["task_type"] = settings.Method == TrainingMethod.Reward ? "SEQ_CLS" : "CAUSAL_LM",
            ["inference_mode"] = true,
            ["r"] = settings.AdapterSettings.Rank,
            [kind == AdapterKind.Lora ? "lora_alpha" : "alpha"] = settings.AdapterSettings.Alpha,
            ["target_modules"] = new JsonArray([.. modules.Select(module => JsonValue.Create(module))]),
        };
        if (kind == AdapterKind.Lora)
        {
            json["lora_dropout"] = settings.AdapterSettings.Dropout;
            json["bias"] = "none";
            json["fan_in_fan_out"] = false;
        }
        if (settings.Method == TrainingMethod.Reward)
            json["modules_to_save"] = new JsonArray("score");
        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
