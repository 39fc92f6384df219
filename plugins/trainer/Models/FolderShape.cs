using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Reads a model's sizes from the config.json of a Hugging Face folder.</summary>
internal static class FolderShape
{
    private const int MostLayers = 1024;
    private const int LongestHead = 1024;

    /// <exception cref="EngineException">A size is missing or impossible, or the model computes what the trainer does not.</exception>
    public static ModelShape Read(ModelConfig config)
    {
        var family = ModelFamily.Find(config.Architecture) ?? throw Refuse(
            $"the architecture {GgufFault.Quote(config.Architecture)} cannot be trained",
            $"use one of {string.Join(", ", ModelFamily.All.Select(known => known.ClassName))}");
        if (config.Find("quantization_config") is not null)
            throw Refuse("the weights are quantised already", "give the folder of the original model");
        CheckActivation(config);
        var width = (int)config.RequiredSize("hidden_size");
        var heads = (int)config.RequiredSize("num_attention_heads");
        var hasBias = config.Flag("attention_bias");
        var shape = new ModelShape
        {
            Family = family,
            Vocabulary = (int)config.RequiredSize("vocab_size"),
            Width = width,
            Hidden = (int)config.RequiredSize("intermediate_size"),
            Layers = (int)config.RequiredSize("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = (int)(config.Size("num_key_value_heads") ?? (uint)heads),
            HeadLength = (int)(config.Size("head_dim") ?? (uint)(width / heads)),
            Context = (int)(config.Size("max_position_embeddings") ?? 2048),
            SlidingWindow = SlidingWindow(config),
            NormEpsilon = config.Number("rms_norm_eps") ?? 1e-6f,
            RotaryBase = ModelConfig.NumberOf(RotaryFactors.Parameters(config), "rope_theta") ?? config.Number("rope_theta") ?? 10_000,
            HasAttentionBias = hasBias || family.AlwaysHasAttentionBias,
            HasOutputBias = hasBias,
            TiesOutput = config.Flag("tie_word_embeddings"),
        };
        Check(shape);
        return shape with { RotaryDivisors = Divisors(config, shape.HeadLength) };
    }

    private static void CheckActivation(ModelConfig config)
    {
        if (config.Find("hidden_act") is { } activation && activation.GetRawText() is not "\"silu\"")
            throw Refuse($"'hidden_act' is {GgufFault.Quote(activation.GetRawText())}; only silu can be trained", "use another model");
        if (config.Flag("mlp_bias"))
            throw Refuse("'mlp_bias' is true, and only feed-forward parts without biases can be trained", "use another model");
        if (config.Number("partial_rotary_factor") is { } part && part != 1)
            throw Refuse($"'partial_rotary_factor' is {part}; only 1 can be trained", "use another model");
    }

    // Mistral models have a window unless it is null, Qwen models only when they say so.
    private static int? SlidingWindow(ModelConfig config) =>
        config.Find("use_sliding_window") is { ValueKind: System.Text.Json.JsonValueKind.False } ? null
        : (int?)config.Size("sliding_window");

    private static void Check(ModelShape shape)
    {
        if (shape.Layers > MostLayers)
            throw Refuse($"'num_hidden_layers' is {shape.Layers:N0}; at most {MostLayers:N0} are expected");
        if (shape.HeadLength is < 2 or > LongestHead || shape.HeadLength % 2 != 0)
            throw Refuse($"'head_dim' is {shape.HeadLength:N0}; expected an even number from 2 to {LongestHead:N0}");
        if (shape.Heads % shape.KeyValueHeads != 0)
            throw Refuse($"'num_key_value_heads' is {shape.KeyValueHeads:N0}; expected a divisor of the {shape.Heads:N0} heads");
        if ((long)shape.Heads * shape.HeadLength > int.MaxValue)
            throw Refuse($"'num_attention_heads' is {shape.Heads:N0}, which with heads of {shape.HeadLength:N0} elements is too much");
        if (shape.RotaryBase <= 0)
            throw Refuse($"'rope_theta' is {shape.RotaryBase}; expected a number above 0");
        if (shape.NormEpsilon < 0)
            throw Refuse($"'rms_norm_eps' is {shape.NormEpsilon}; expected a number from 0");
    }

    private static IReadOnlyList<float> Divisors(ModelConfig config, int headLength)
    {
        var parameters = RotaryFactors.Parameters(config);
        switch (RotaryFactors.Kind(parameters))
        {
            case "" or "default":
                return [];
            case "llama3":
                return RotaryFactors.Of(config)!;
            case "longrope" when RotaryFactors.Of(config) is { } listed && listed.Count == headLength / 2:
                return listed;
            case "linear":
                var factor = ModelConfig.NumberOf(parameters, "factor");
                return factor is > 0 ? [.. Enumerable.Repeat(factor.Value, headLength / 2)]
                    : throw Refuse("'factor' of the rotary scaling is missing or not above 0");
            case var kind:
                throw Refuse($"the rotary embedding is scaled by {GgufFault.Quote(kind)}; only linear and llama3 can be trained",
                    "remove rope_scaling to train within the original context, or use another model");
        }
    }

    private static EngineException Refuse(string problem, string nextStep = "download the model again") =>
        FolderFault.Refuse(ModelConfig.FileName, problem, nextStep);
}
