using System.Runtime.InteropServices;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>A small model of the llama architecture with random weights, wide enough for every type of block.</summary>
internal static class RandomModel
{
    public const int Width = 256;
    private const int Hidden = 256;
    private const int Layers = 8;

    public static string Write(string path, string type = "f32", int experts = 0, float spoilt = 0)
    {
        var head = new GgufHead();
        head.Add("general.architecture", "llama");
        head.Add("general.file_type", 0u);
        head.Add("general.quantization_version", 1u);
        head.Add("general.name", "random");
        head.Add("llama.block_count", (uint)Layers);
        head.Add("llama.context_length", 128u);
        head.Add("llama.embedding_length", (uint)Width);
        head.Add("llama.feed_forward_length", (uint)Hidden);
        head.Add("llama.attention.head_count", 4u);
        head.Add("llama.attention.head_count_kv", 2u);
        head.Add("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        head.Add("llama.rope.dimension_count", 64u);
        if (experts > 0)
        {
            head.Add("llama.expert_count", (uint)experts);
            head.Add("llama.expert_used_count", 2u);
        }
        head.Add("tokenizer.ggml.model", "llama");
        head.Add("tokenizer.ggml.tokens", TinyModel.Texts());
        head.Add("tokenizer.ggml.scores", new float[TinyModel.Tokens]);
        head.Add("tokenizer.ggml.token_type",
            Enumerable.Range(0, TinyModel.Tokens).Select(id => id == 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1).ToArray());

        var tensors = Tensors(experts).Select(tensor => (tensor.Name, tensor.Shape,
            Type: GgmlType.Find(tensor.Shape.Length == 1 || tensor.Name.Contains("_inp") ? "f32" : type)!)).ToList();
        foreach (var tensor in tensors)
            head.AddTensor(tensor.Name, tensor.Shape, tensor.Type);
        var random = new Random(7);
        var file = new byte[head.FileBytes];
        head.ToArray().CopyTo(file, 0);
        for (var i = 0; i < tensors.Count; i++)
        {
            var values = Enumerable.Range(0, (int)tensors[i].Shape.Aggregate(1L, (product, size) => product * size))
                .Select(_ => tensors[i].Shape.Length == 1 ? 1f : (float)(random.NextDouble() + random.NextDouble() - 1) / 4).ToArray();
            if (i == tensors.Count / 2 && spoilt != 0)
                values[17] = spoilt;
            Bytes(values, tensors[i].Type.Name).CopyTo(file, head.PositionOf(i));
        }
        File.WriteAllBytes(path, file);
        return path;
    }

    /// <summary>An importance matrix for the model, in the format of llama.cpp's imatrix tool.</summary>
    public static string WriteImportance(string path, Func<string, bool>? knows = null)
    {
        var head = new GgufHead();
        head.Add("general.type", "imatrix");
        var tensors = Tensors(0).Where(tensor => tensor.Shape.Length == 2 && knows?.Invoke(tensor.Name) != false).ToList();
        foreach (var (name, shape) in tensors)
        {
            head.AddTensor(name + ".in_sum2", [shape[0], 1], GgmlType.Float32);
            head.AddTensor(name + ".counts", [1, 1], GgmlType.Float32);
        }
        var random = new Random(8);
        var file = new byte[head.FileBytes];
        head.ToArray().CopyTo(file, 0);
        for (var i = 0; i < tensors.Count; i++)
        {
            var sums = Enumerable.Range(0, (int)tensors[i].Shape[0]).Select(_ => 40 * random.NextSingle()).ToArray();
            MemoryMarshal.AsBytes<float>(sums).ToArray().CopyTo(file, head.PositionOf(2 * i));
            MemoryMarshal.AsBytes<float>([20f]).ToArray().CopyTo(file, head.PositionOf((2 * i) + 1));
        }
        File.WriteAllBytes(path, file);
        return path;
    }

    public static byte[] Bytes(float[] values, string type) => type switch
    {
        "f16" => MemoryMarshal.AsBytes<Half>(values.Select(value => (Half)value).ToArray()).ToArray(),
        "bf16" => MemoryMarshal.AsBytes<ushort>(values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)).ToArray()).ToArray(),
        _ => MemoryMarshal.AsBytes<float>(values).ToArray(),
    };

    private static IEnumerable<(string Name, long[] Shape)> Tensors(int experts)
    {
        yield return ("token_embd.weight", [Width, TinyModel.Tokens]);
        for (var layer = 0; layer < Layers; layer++)
        {
            yield return ($"blk.{layer}.attn_norm.weight", [Width]);
            yield return ($"blk.{layer}.attn_q.weight", [Width, Width]);
            yield return ($"blk.{layer}.attn_k.weight", [Width, Width / 2]);
            yield return ($"blk.{layer}.attn_v.weight", [Width, Width / 2]);
            yield return ($"blk.{layer}.attn_output.weight", [Width, Width]);
            yield return ($"blk.{layer}.ffn_norm.weight", [Width]);
            if (experts > 0)
            {
                yield return ($"blk.{layer}.ffn_gate_inp.weight", [Width, experts]);
                yield return ($"blk.{layer}.ffn_gate_exps.weight", [Width, Hidden, experts]);
                yield return ($"blk.{layer}.ffn_up_exps.weight", [Width, Hidden, experts]);
                yield return ($"blk.{layer}.ffn_down_exps.weight", [Hidden, Width, experts]);
                continue;
            }
            yield return ($"blk.{layer}.ffn_gate.weight", [Width, Hidden]);
            yield return ($"blk.{layer}.ffn_up.weight", [Width, Hidden]);
            yield return ($"blk.{layer}.ffn_down.weight", [Hidden, Width]);
        }
        yield return ("output_norm.weight", [Width]);
        yield return ("output.weight", [Width, TinyModel.Tokens]);
    }
}
