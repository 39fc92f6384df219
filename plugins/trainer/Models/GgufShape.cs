using System.Runtime.InteropServices;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Quantizing;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Reads a model's sizes from the metadata of a GGUF file, which were checked against its tensors when it was opened.</summary>
internal static class GgufShape
{
    private const string RotaryTensor = "rope_freqs.weight";

    private static readonly Dictionary<string, ModelFamily> Families = new(StringComparer.Ordinal)
    {
        // Mistral models are among these.
        ["llama"] = ModelFamily.Llama,
        ["qwen2"] = ModelFamily.Qwen2,
        ["qwen3"] = ModelFamily.Qwen3,
    };

    /// <exception cref="Abstractions.EngineException">The model computes what the trainer does not.</exception>
    public static ModelShape Read(SourceModel source)
    {
        var (file, fault) = (source.First, new GgufFault(source.First.Path));
        var family = Families.GetValueOrDefault(file.Architecture.Name) ?? throw fault.Refuse(
            $"the architecture {GgufFault.Quote(file.Architecture.Name)} cannot be trained",
            $"use one of {string.Join(", ", Families.Keys)}");
        var model = file.Model;
        if (model.Number("expert_count") > 0)
            throw fault.Refuse($"it is a mixture of {model.Number("expert_count")} experts, which cannot be trained", "use another model");
        if (model.Heads.Distinct().Count() != 1 || model.KeyValueHeads.Distinct().Count() != 1
            || model.PerLayer("feed_forward_length") is not { Count: > 0 } hidden || hidden.Distinct().Count() != 1)
            throw fault.Refuse("its layers have different sizes, which cannot be trained", "use another model");
        if (model.KeyLength != model.ValueLength || model.KeyLength % 2 != 0)
        {
            throw fault.Refuse(
                $"keys have {model.KeyLength} elements and values {model.ValueLength}; only equal, even numbers can be trained",
                "use another model");
        }
        if (model.Optional("rope.dimension_count") is { } turned && turned != model.KeyLength)
        {
            throw fault.Refuse(
                $"only {turned} of {model.KeyLength} elements of a head are turned, which cannot be trained", "use another model");
        }
        if (!source.Tensors.TryGetValue("token_embd.weight", out var embeddings)
            || embeddings.Description.Dimensions is not [_, > 0 and <= int.MaxValue and var vocabulary])
            throw fault.Refuse("no matrix is called 'token_embd.weight'");
        return new ModelShape
        {
            Family = family,
            Vocabulary = (int)vocabulary,
            Width = (int)model.EmbeddingLength,
            Hidden = (int)hidden[0],
            Layers = (int)model.BlockCount,
            Heads = (int)model.Heads[0],
            KeyValueHeads = (int)model.KeyValueHeads[0],
            HeadLength = (int)model.KeyLength,
            Context = (int)model.ContextLength,
            SlidingWindow = model.SlidingWindow > 0 ? (int)model.SlidingWindow : null,
            NormEpsilon = Number("attention.layer_norm_rms_epsilon", 1e-6f),
            RotaryBase = Number("rope.freq_base", 10_000),
            RotaryDivisors = Divisors(source, fault),
            HasAttentionBias = source.Tensors.ContainsKey("blk.0.attn_q.bias"),
            HasOutputBias = source.Tensors.ContainsKey("blk.0.attn_output.bias"),
            TiesOutput = !source.Tensors.ContainsKey("output.weight"),
        };

        float Number(string name, float standard)
        {
            var value = (float)(file.Metadata.Float32(model.Key(name)) ?? standard);
            return value >= 0 && float.IsFinite(value)
                ? value : throw fault.Refuse($"'{model.Key(name)}' is {value}; expected a number from 0");
        }
    }

    private static float[] Divisors(SourceModel source, GgufFault fault)
    {
        var (metadata, model) = (source.First.Metadata, source.First.Model);
        var half = (int)model.KeyLength / 2;
        var divisors = Enumerable.Repeat(1f, half).ToArray();
        if (source.Tensors.TryGetValue(RotaryTensor, out var tensor))
        {
            if (tensor.Description.Type.Name != "f32" || tensor.Description.Elements != half)
                throw fault.Refuse($"the tensor '{RotaryTensor}' has {tensor.Description.Elements} elements; expected {half} in f32");
            FileRange.Read(tensor.File, MemoryMarshal.AsBytes(divisors.AsSpan()), tensor.Position);
        }
        var factor = metadata.Text(model.Key("rope.scaling.type")) switch
        {
            null or "none" => (float?)metadata.Float32(model.Key("rope.scale_linear")) ?? 1,
            "linear" => (float?)metadata.Float32(model.Key("rope.scaling.factor")) ?? 1,
            var kind => throw fault.Refuse(
                $"the rotary embedding is scaled by {GgufFault.Quote(kind)}; only linear can be trained", "use another model"),
        };
        for (var i = 0; i < half; i++)
            divisors[i] *= factor;
        return divisors.All(divisor => divisor == 1) ? []
            : divisors.All(divisor => divisor > 0 && float.IsFinite(divisor)) ? divisors
            : throw fault.Refuse("the divisors of the rotary embedding are not all above 0");
    }
}
