using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Data;

namespace LocalAI.Plugins.Forge.Making;

/// <summary>A model that the project ships: its sizes, and how it is trained.</summary>
/// <param name="Name">Its name, that of its data and of its folder.</param>
/// <param name="Samples">Samples that it is trained with.</param>
/// <param name="DataDescription">What they are.</param>
/// <param name="WriteData">Writes them.</param>
/// <param name="Sizes">What its config.json says beside what all of them have in common.</param>
/// <param name="Training">Options of <c>localai finetune</c>.</param>
/// <param name="Export">Options of <c>localai export</c>.</param>
internal sealed record ForgedModel(
    string Name, int Samples, string DataDescription, Func<SetSettings, CancellationToken, WordCount> WriteData, JsonObject Sizes,
    IReadOnlyList<string> Training, IReadOnlyList<string> Export)
{
    /// <summary>Tokens of the vocabulary, which is made of the data.</summary>
    private const int Vocabulary = 2048;

    private const int HeadWidth = 32;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ForgedModel> All { get; } =
    [
        new("tiny-chat", 60_000,
            "Conversations for the model that chats: stories, facts, memory, tools, thoughts. Writes train.jsonl (messages, tools, "
            + "enable_thinking, or text), eval-*.jsonl, chat_template.jinja.",
            (settings, cancellationToken) => new TinyChatSet(settings).Write(cancellationToken),
            Llama(width: 128, hidden: 384, layers: 5, context: 512),
            ["--epochs", "2", "--batch", "16", "--rate", "0.003", "--warmup", "100", "--option", "max_seq_length:512"],
            []),
        new("tiny-embed", 80_000,
            "Sentences for the model that embeds: anchor, positive (the same in other words), negative. Writes train.jsonl, "
            + "eval-pairs.jsonl, eval-close.jsonl.",
            (settings, cancellationToken) =>
                new PairSet(settings, (writer, likeness) => writer.Embedding(likeness)).Write(cancellationToken),
            Qwen3(width: 128, hidden: 384, layers: 3, context: 256),
            ["--method", "embedding", "--epochs", "1", "--batch", "64", "--rate", "0.002", "--warmup", "50",
                "--option", "max_seq_length:64"],
            []),
        new("tiny-rerank", 80_000,
            "Queries and documents for the model that ranks: prompt, chosen (what it asks for), rejected. Writes train.jsonl, "
            + "eval-pairs.jsonl, eval-close.jsonl.",
            (settings, cancellationToken) =>
                new PairSet(settings, (writer, likeness) => writer.Ranking(likeness)).Write(cancellationToken),
            Qwen3(width: 128, hidden: 384, layers: 3, context: 256),
            ["--method", "reward", "--epochs", "1", "--batch", "32", "--rate", "0.002", "--warmup", "50", "--option", "max_seq_length:96"],
            ["--option", "rerank_template:{query}\n{document}<|endoftext|>"]),
    ];

    /// <summary>Options of <c>localai finetune</c> for all of them.</summary>
    public static IReadOnlyList<string> CommonTraining { get; } =
    [
        "--type", "full", "--accumulate", "1", "--option", "init:random", "--option", $"vocab_size:{Vocabulary}",
        "--option", "lr_scheduler_type:cosine", "--option", "eval_strategy:no", "--option", "save_total_limit:2",
        "--option", "adam_beta2:0.98", "--save", "1000",
    ];

    /// <summary>Whether it has a chat template.</summary>
    public bool Chats => Name == "tiny-chat";

    /// <summary>Its config.json.</summary>
    public JsonObject Config()
    {
        var config = Sizes.DeepClone().AsObject();
        var width = (int)config["hidden_size"]!;
        config["vocab_size"] = Vocabulary;
        config["num_attention_heads"] = width / HeadWidth;
        config["num_key_value_heads"] = width / HeadWidth;
        config["head_dim"] = HeadWidth;
        config["rms_norm_eps"] = 1e-6;
        config["rope_theta"] = 10000.0;
        config["tie_word_embeddings"] = true;
        config["hidden_act"] = "silu";
        config["torch_dtype"] = "float32";
        // The usual 0.02 is for wide models: in narrow ones all places would look alike to the attention for many steps.
        config["initializer_range"] = Math.Round(1 / Math.Sqrt(width), 3);
        return config;
    }

    private static JsonObject Llama(int width, int hidden, int layers, int context) =>
        Shape("LlamaForCausalLM", "llama", width, hidden, layers, context);

    private static JsonObject Qwen3(int width, int hidden, int layers, int context) =>
        Shape("Qwen3ForCausalLM", "qwen3", width, hidden, layers, context);

    private static JsonObject Shape(string architecture, string type, int width, int hidden, int layers, int context) => new()
    {
        ["architectures"] = new JsonArray(architecture),
        ["model_type"] = type,
        ["hidden_size"] = width,
        ["intermediate_size"] = hidden,
        ["num_hidden_layers"] = layers,
        ["max_position_embeddings"] = context,
    };
}
