using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Bench.Models;

/// <summary>
/// A model of the llama architecture with 25 million random weights in q8_0: as much work as a trained one, and it never ends a
/// text, because the rows of the tokens without text are zero in its output.
/// </summary>
internal static class RandomLlama
{
    /// <summary>Says what is in the file: it is written anew when this changes.</summary>
    public const string FileName = "random-llama-25m-q8_0-1";

    private const int Context = 4096;
    private const int Width = 512;
    private const int Hidden = 1376;
    private const int Layers = 8;
    private const int Heads = 8;
    private const int KeyValueHeads = 4;
    private const int HeadWidth = Width / Heads;
    private const int Seed = 20;

    /// <summary>LLAMA_FTYPE_MOSTLY_Q8_0.</summary>
    private const uint MostlyQuantized8 = 7;

    public static void Write(string path)
    {
        var vocabulary = new WordVocabulary();
        var head = new GgufHead();
        Describe(head, vocabulary);
        var tensors = Tensors(vocabulary).ToList();
        foreach (var tensor in tensors)
            head.AddTensor(tensor.Name, tensor.Shape, tensor.Type);

        using var file = File.Create(path);
        file.Write(head.ToArray());
        for (var i = 0; i < tensors.Count; i++)
        {
            file.Position = head.PositionOf(i);
            file.Write(tensors[i].Data());
        }
        file.SetLength(head.FileBytes);
    }

    private static void Describe(GgufHead file, WordVocabulary vocabulary)
    {
        file.Add("general.architecture", "llama");
        file.Add("general.name", "random llama 25M");
        file.Add("general.file_type", MostlyQuantized8);
        file.Add("general.quantization_version", 2u);
        file.Add("llama.context_length", (uint)Context);
        file.Add("llama.embedding_length", (uint)Width);
        file.Add("llama.feed_forward_length", (uint)Hidden);
        file.Add("llama.block_count", (uint)Layers);
        file.Add("llama.attention.head_count", (uint)Heads);
        file.Add("llama.attention.head_count_kv", (uint)KeyValueHeads);
        file.Add("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        file.Add("llama.rope.dimension_count", (uint)HeadWidth);
        file.Add("llama.vocab_size", (uint)vocabulary.Tokens.Count);
        file.Add("tokenizer.ggml.model", "llama");
        file.Add("tokenizer.ggml.tokens", vocabulary.Tokens);
        file.Add("tokenizer.ggml.scores", vocabulary.Scores);
        file.Add("tokenizer.ggml.token_type", vocabulary.Types);
        file.Add("tokenizer.ggml.unknown_token_id", 0u);
        file.Add("tokenizer.ggml.bos_token_id", 1u);
        file.Add("tokenizer.ggml.eos_token_id", 2u);
        file.Add("tokenizer.ggml.add_bos_token", true);
        file.Add("tokenizer.ggml.add_eos_token", false);
    }

    private static IEnumerable<ModelTensor> Tensors(WordVocabulary vocabulary)
    {
        var random = new RandomTensors(Seed);
        yield return random.Matrix("token_embd.weight", Width, vocabulary.Tokens.Count);
        for (var layer = 0; layer < Layers; layer++)
        {
            yield return RandomTensors.Ones($"blk.{layer}.attn_norm.weight", Width);
            yield return random.Matrix($"blk.{layer}.attn_q.weight", Width, Width);
            yield return random.Matrix($"blk.{layer}.attn_k.weight", Width, KeyValueHeads * HeadWidth);
            yield return random.Matrix($"blk.{layer}.attn_v.weight", Width, KeyValueHeads * HeadWidth);
            yield return random.Matrix($"blk.{layer}.attn_output.weight", Width, Width);
            yield return RandomTensors.Ones($"blk.{layer}.ffn_norm.weight", Width);
            yield return random.Matrix($"blk.{layer}.ffn_gate.weight", Width, Hidden);
            yield return random.Matrix($"blk.{layer}.ffn_up.weight", Width, Hidden);
            yield return random.Matrix($"blk.{layer}.ffn_down.weight", Hidden, Width);
        }
        yield return RandomTensors.Ones("output_norm.weight", Width);
        yield return random.Matrix("output.weight", Width, vocabulary.Tokens.Count, zeroRows: vocabulary.Silent);
    }
}
