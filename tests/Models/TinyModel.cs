using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>A well-formed model that a test changes in one place.</summary>
internal static class TinyModel
{
    public const int Tokens = 262;

    /// <summary>The metadata and one tensor of a model of this architecture.</summary>
    public static GgufWriter Of(string architecture) => new GgufWriter()
        .Set("general.architecture", architecture)
        .Set("general.name", "tiny")
        .Set($"{architecture}.block_count", 2)
        .Set($"{architecture}.context_length", 128)
        .Set($"{architecture}.embedding_length", 64)
        .Set($"{architecture}.feed_forward_length", 128)
        .Set($"{architecture}.attention.head_count", 4)
        .Set($"{architecture}.attention.head_count_kv", 2)
        .Set($"{architecture}.attention.layer_norm_rms_epsilon", 1e-5f)
        .Set("tokenizer.ggml.model", "llama")
        .Set("tokenizer.ggml.tokens", Texts())
        .Set("tokenizer.ggml.scores", new float[Tokens])
        .Set("tokenizer.ggml.token_type", new int[Tokens])
        .Tensor("token_embd.weight", 0, [64, Tokens])
        .Tensor("output_norm.weight", 0, [64]);

    public static GgufWriter Llama() => Of("llama");

    /// <summary>Three special tokens, the 256 bytes and three words.</summary>
    public static string[] Texts() =>
    [
        "<unk>", "<s>", "</s>",
        .. Enumerable.Range(0, 256).Select(value => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")),
        "one", "two", "three",
    ];

    /// <summary>Opens what was written.</summary>
    public static GgufFile Open(GgufWriter writer, IReadOnlyList<MetadataOverride>? overrides = null)
    {
        using var folder = new TemporaryFolder();
        return GgufFile.Open(folder.Write("tiny.gguf", writer.ToArray()), overrides);
    }

    /// <summary>The sentence with which it is refused.</summary>
    public static string Refusal(GgufWriter writer, IReadOnlyList<MetadataOverride>? overrides = null)
    {
        var refusal = Assert.Throws<EngineException>(() => Open(writer, overrides));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.StartsWith("tiny.gguf: ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("; ", refusal.Message, StringComparison.Ordinal);
        return refusal.Message;
    }
}
