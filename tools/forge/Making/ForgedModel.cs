using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Making;

/// <summary>A model that the project ships: its sizes, and how it is trained.</summary>
/// <param name="Name">Its name, that of its data and of its folder.</param>
/// <param name="Samples">Samples for training.</param>
/// <param name="Config">Its config.json.</param>
/// <param name="Training">Options of <c>localai finetune</c>.</param>
internal sealed record ForgedModel(string Name, int Samples, JsonObject Config, IReadOnlyList<string> Training)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ForgedModel> All { get; } =
    [
        new("tiny-chat", 60_000,
            Sizes("LlamaForCausalLM", "llama", width: 160, hidden: 448, layers: 5, heads: 5, keyValueHeads: 5, vocabulary: 2048, context: 512),
            [
                "--epochs", "4", "--batch", "16", "--accumulate", "1", "--rate", "0.003", "--warmup", "100",
                "--option", "max_seq_length:512", "--option", "vocab_size:2048", "--option", "lr_scheduler_type:cosine",
            ]),
        new("tiny-embed", 80_000,
            Sizes("Qwen3ForCausalLM", "qwen3", width: 128, hidden: 384, layers: 3, heads: 4, keyValueHeads: 4, vocabulary: 2048, context: 256),
            [
                "--method", "embedding", "--epochs", "2", "--batch", "64", "--accumulate", "1", "--rate", "0.001", "--warmup", "50",
                "--option", "max_seq_length:64", "--option", "vocab_size:2048", "--option", "lr_scheduler_type:cosine",
            ]),
        new("tiny-rerank", 80_000,
            Sizes("Qwen3ForCausalLM", "qwen3", width: 128, hidden: 384, layers: 3, heads: 4, keyValueHeads: 4, vocabulary: 2048, context: 256),
            [
                "--method", "reward", "--epochs", "2", "--batch", "32", "--accumulate", "1", "--rate", "0.001", "--warmup", "50",
                "--option", "max_seq_length:96", "--option", "vocab_size:2048", "--option", "lr_scheduler_type:cosine",
            ]),
    ];

    private static JsonObject Sizes(
        string architecture, string type, int width, int hidden, int layers, int heads, int keyValueHeads, int vocabulary, int context) => new()
    {
        ["architectures"] = new JsonArray(architecture),
        ["model_type"] = type,
        ["vocab_size"] = vocabulary,
        ["hidden_size"] = width,
        ["intermediate_size"] = hidden,
        ["num_hidden_layers"] = layers,
        ["num_attention_heads"] = heads,
        ["num_key_value_heads"] = keyValueHeads,
        ["head_dim"] = width / heads,
        ["max_position_embeddings"] = context,
        ["rms_norm_eps"] = 1e-6,
        ["rope_theta"] = 10000.0,
        ["tie_word_embeddings"] = true,
        ["hidden_act"] = "silu",
        ["torch_dtype"] = "float32",
    };
}
