using System.Text.Json.Nodes;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

/// <summary>Writes Hugging Face folders of models with random weights, norms and biases too.</summary>
internal static class RandomFolder
{
    /// <summary>A folder, without a tokenizer; <see cref="ModelFolder.Write"/> is still to be called.</summary>
    public static ModelFolder Of(ModelShape shape, string type = "F32", int seed = 5)
    {
        var folder = new ModelFolder
        {
            Config = new JsonObject
            {
                ["architectures"] = new JsonArray(shape.Family.ClassName),
                ["model_type"] = shape.Family.Name,
                ["hidden_size"] = shape.Width,
                ["intermediate_size"] = shape.Hidden,
                ["num_hidden_layers"] = shape.Layers,
                ["num_attention_heads"] = shape.Heads,
                ["num_key_value_heads"] = shape.KeyValueHeads,
                ["head_dim"] = shape.HeadLength,
                ["max_position_embeddings"] = shape.Context,
                ["rms_norm_eps"] = shape.NormEpsilon,
                ["rope_theta"] = shape.RotaryBase,
                ["vocab_size"] = shape.Vocabulary,
                ["tie_word_embeddings"] = shape.TiesOutput,
                ["attention_bias"] = shape.HasOutputBias,
                ["hidden_act"] = "silu",
                ["bos_token_id"] = 1,
                ["eos_token_id"] = 2,
            },
        };
        using var scope = NewDisposeScope();
        new CausalModel(shape, new Recorder(folder, type, seed), 8, ScalarType.Float32, CPU).Dispose();
        return folder;
    }

    /// <summary>Sizes that are all different.</summary>
    public static ModelShape Shape(ModelFamily family) => new()
    {
        Family = family,
        Vocabulary = 300,
        Width = 64,
        Hidden = 96,
        Layers = 3,
        Heads = 4,
        KeyValueHeads = 2,
        HeadLength = 16,
        Context = 256,
        NormEpsilon = 1e-5f,
        RotaryBase = 20_000,
        HasAttentionBias = family.AlwaysHasAttentionBias,
    };

    private sealed class Recorder(ModelFolder folder, string type, int seed) : IWeightSource
    {
        private readonly Random _random = new(seed);

        public Tensor Take(string name, params long[] shape)
        {
            var isNorm = name.Contains("norm", StringComparison.Ordinal);
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            for (var i = 0; i < values.Length; i++)
                values[i] = Rounded(isNorm ? 0.7f + (0.6f * _random.NextSingle()) : (_random.NextSingle() - 0.5f) * 0.7f);
            folder.Tensors.Add((name, shape, type, values));
            return tensor(values).view(shape);
        }

        private float Rounded(float value) => type switch
        {
            "F16" => (float)(Half)value,
            "BF16" => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000),
            _ => value,
        };
    }
}
