using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;
using TrainedFamily = LocalAI.Plugins.Trainer.Models.ModelFamily;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>Makes config.json: the one of the model that was trained with what has changed, or a new one from the model's sizes.</summary>
internal static class ConfigJson
{
    private const string EndKey = "eos_token_id";

    /// <param name="trained">The model.</param>
    /// <param name="type">What its weights are stored in.</param>
    /// <exception cref="EngineException">The config.json of the model that was trained is damaged.</exception>
    public static JsonObject Of(TrainedModel trained, ScalarType type)
    {
        var shape = trained.Model.Shape;
        var config = trained.Base.Read(ModelConfig.FileName) is { } old ? Parse(ModelConfig.FileName, old) : New(trained);
        config["architectures"] = ExportJson.List([ClassName(trained)]);
        // Newer versions of the transformers library call it dtype.
        config[config.ContainsKey("dtype") ? "dtype" : "torch_dtype"] = NameOf(type);
        config["vocab_size"] = shape.Vocabulary;
        config["tie_word_embeddings"] = shape.TiesOutput;
        config.Remove("quantization_config");
        if (trained.Purpose == ModelPurpose.Scoring)
            DescribeScore(config);
        return config;
    }

    /// <summary>generation_config.json: that of the model that was trained, or a new one.</summary>
    /// <exception cref="EngineException">It is damaged.</exception>
    public static JsonObject Generation(TrainedModel trained, JsonObject config)
    {
        const string Name = "generation_config.json";
        if (trained.Base.Read(Name) is { } old)
            return Parse(Name, old);
        var generation = new JsonObject { ["_from_model_config"] = true };
        foreach (var key in (string[])["bos_token_id", EndKey, "pad_token_id"])
        {
            if (config[key] is { } token)
                generation[key] = token.DeepClone();
        }
        return generation;
    }

    private static JsonObject New(TrainedModel trained)
    {
        var shape = trained.Model.Shape;
        var config = new JsonObject
        {
            ["model_type"] = shape.Family.Name,
            ["vocab_size"] = shape.Vocabulary,
            ["hidden_size"] = shape.Width,
            ["intermediate_size"] = shape.Hidden,
            ["num_hidden_layers"] = shape.Layers,
            ["num_attention_heads"] = shape.Heads,
            ["num_key_value_heads"] = shape.KeyValueHeads,
            ["head_dim"] = shape.HeadLength,
            ["max_position_embeddings"] = shape.Context,
            ["rms_norm_eps"] = ExportJson.Number(shape.NormEpsilon),
            ["rope_theta"] = ExportJson.Number(shape.RotaryBase),
            ["hidden_act"] = "silu",
            ["attention_dropout"] = ExportJson.Number(0),
            ["initializer_range"] = ExportJson.Number(0.02f),
            ["use_cache"] = true,
        };
        if (!shape.Family.AlwaysHasAttentionBias)
            config["attention_bias"] = shape.HasAttentionBias;
        // What is not said would be 4,096 tokens.
        if (shape.Family == TrainedFamily.Mistral || shape.SlidingWindow is not null)
            config["sliding_window"] = shape.SlidingWindow;
        if (shape.Family != TrainedFamily.Mistral && shape.SlidingWindow is not null)
            (config["use_sliding_window"], config["max_window_layers"]) = (true, 0);
        if (shape.RotaryDivisors.Count > 0)
            config["rope_scaling"] = Scaling(shape);
        if (trained.Base.Begin is { } begin)
            config["bos_token_id"] = begin;
        if (trained.Base.End is { } end)
            config[EndKey] = end;
        return config;
    }

    /// <summary>
    /// One factor for all frequencies is linear scaling. Any others are what longrope lists for each frequency: the same list for
    /// short and long texts, and no change of the attention's strength.
    /// </summary>
    private static JsonObject Scaling(ModelShape shape)
    {
        if (shape.RotaryDivisors.Distinct().Count() == 1)
            return new() { ["rope_type"] = "linear", ["factor"] = ExportJson.Number(shape.RotaryDivisors[0]) };
        return new()
        {
            ["rope_type"] = "longrope",
            ["factor"] = ExportJson.Number(1),
            ["attention_factor"] = ExportJson.Number(1),
            ["original_max_position_embeddings"] = shape.Context,
            ["short_factor"] = ExportJson.List(shape.RotaryDivisors),
            ["long_factor"] = ExportJson.List(shape.RotaryDivisors),
        };
    }

    private static void DescribeScore(JsonObject config)
    {
        config["num_labels"] = 1;
        config["id2label"] = new JsonObject { ["0"] = "LABEL_0" };
        config["label2id"] = new JsonObject { ["LABEL_0"] = 0 };
        // The transformers library finds the last token of each text of a batch by the padding behind it.
        if (config["pad_token_id"] is null && config[EndKey] is { } end)
            config["pad_token_id"] = (end is JsonArray { Count: > 0 } several ? several[0] : end)?.DeepClone();
    }

    private static string ClassName(TrainedModel trained) => trained.Purpose == ModelPurpose.Scoring
        ? trained.Model.Shape.Family.ClassName.Replace("ForCausalLM", "ForSequenceClassification", StringComparison.Ordinal)
        : trained.Model.Shape.Family.ClassName;

    private static string NameOf(ScalarType type) => type switch
    {
        ScalarType.Float16 => "float16",
        ScalarType.BFloat16 => "bfloat16",
        _ => "float32",
    };

    private static JsonObject Parse(string name, byte[] content)
    {
        try
        {
            return JsonNode.Parse(content) as JsonObject ?? throw FolderFault.Refuse(name, "it holds no JSON object");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw FolderFault.Refuse(name, $"it is no JSON ({e.Message.Split('.')[0]})");
        }
    }
}
