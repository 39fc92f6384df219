
namespace LocalAI.Plugins.Llama.Tests.Reranking;

/// <summary>A cross-encoder of the BERT family with random weights and a classification head, as bge and jina rerankers are built.</summary>
internal sealed class TinyReranker
{
    public const int Width = 32;
    public const int Begin = 1;
    public const int Separator = 2;
    public const int Context = 64;

    private const int Hidden = 64;
    private const int Layers = 2;
    private static readonly string[] Words = ["i", "love", "hate", "really", "like", "you", "cats", "dogs", "rain", "sun"];

    private readonly Random _random = new(11);
    private readonly GgufWriter _file = new();

    public TinyReranker(bool hasHead = true)
    {
        Describe();
        Add("token_embd.weight", Width, Tokens.Length);
        Add("token_types.weight", Width, 2);
        Add("position_embd.weight", Width, Context);
        Norm("token_embd_norm");
        for (var layer = 0; layer < Layers; layer++)
            AddLayer($"blk.{layer}");
        if (!hasHead)
            return;
        HeadWeight = Add("cls.weight", Width, Width);
        HeadBias = Add("cls.bias", Width);
        OutputWeight = Add("cls.output.weight", Width, 1);
        OutputBias = Add("cls.output.bias", 1);
    }

    public float[] HeadWeight { get; } = [];

    public float[] HeadBias { get; } = [];

    public float[] OutputWeight { get; } = [];

    public float[] OutputBias { get; } = [];

    public byte[] ToArray() => _file.ToArray();

    /// <summary>The head as the paper has it: output·tanh(weight·x + bias) + bias, over the vector of the first token.</summary>
    public double Score(ReadOnlySpan<float> first)
    {
        double score = OutputBias[0];
        for (var row = 0; row < Width; row++)
        {
            double sum = HeadBias[row];
            for (var i = 0; i < Width; i++)
                sum += HeadWeight[row * Width + i] * first[i];
            score += OutputWeight[row] * Math.Tanh(sum);
        }
        return score;
    }

    private static string[] Tokens { get; } =
        ["[UNK]", "[CLS]", "[SEP]", .. Words.Select(word => "\u2581" + word), "\u2581!", "\u2581.", "[PAD]"];

    private void Describe() => _file
        .Set("general.architecture", "bert")
        .Set("bert.block_count", Layers)
        .Set("bert.context_length", Context)
        .Set("bert.embedding_length", Width)
        .Set("bert.feed_forward_length", Hidden)
        .Set("bert.attention.head_count", 2)
        .Set("bert.attention.layer_norm_epsilon", 1e-6f)
        .Set("bert.attention.causal", false)
        .Set("bert.pooling_type", 4u)
        .Set("tokenizer.ggml.model", "bert")
        .Set("tokenizer.ggml.token_type_count", 2u)
        .Set("tokenizer.ggml.tokens", Tokens)
        .Set("tokenizer.ggml.token_type", [.. Tokens.Select(token => token.StartsWith('[') ? 3 : 1)])
        .Set("tokenizer.ggml.unknown_token_id", 0u)
        .Set("tokenizer.ggml.bos_token_id", (uint)Begin)
        .Set("tokenizer.ggml.eos_token_id", (uint)Separator)
        .Set("tokenizer.ggml.seperator_token_id", (uint)Separator)
        .Set("tokenizer.ggml.add_eos_token", true);

    private void AddLayer(string name)
    {
        foreach (var matrix in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
        {
            Add($"{name}.{matrix}.weight", Width, Width);
            Add($"{name}.{matrix}.bias", Width);
        }
        Norm($"{name}.attn_output_norm");
        Add($"{name}.ffn_up.weight", Width, Hidden);
        Add($"{name}.ffn_up.bias", Hidden);
        Add($"{name}.ffn_down.weight", Hidden, Width);
        Add($"{name}.ffn_down.bias", Width);
        Norm($"{name}.layer_output_norm");
    }

    private void Norm(string name)
    {
        _file.Tensor($"{name}.weight", [Width], [.. Enumerable.Repeat(1f, Width)]);
        Add($"{name}.bias", Width);
    }

    private float[] Add(string name, params long[] dimensions)
    {
        var values = TinyLlama.Values(_random, (int)dimensions.Aggregate(1L, (product, size) => product * size));
        _file.Tensor(name, dimensions, values);
        return values;
    }
}
