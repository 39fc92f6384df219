using System.Text;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>A Hugging Face folder of 200 million weights, all of them zero and none of them on the disk: long work for a job.</summary>
internal static class LargeFolder
{
    private const int Width = 1024;
    private const int Hidden = 65_536;
    private const int Tokens = 32;

    public static string Write(string path)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "config.json"),
            $$"""
            {"architectures": ["Qwen3ForCausalLM"], "hidden_size": {{Width}}, "intermediate_size": {{Hidden}}, "num_hidden_layers": 1,
             "num_attention_heads": 8, "head_dim": 128, "rms_norm_eps": 1e-6, "bos_token_id": 0, "eos_token_id": 1}
            """);
        File.WriteAllText(Path.Combine(path, "tokenizer.json"),
            $$"""
            {"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false}, "model": {"type": "BPE", "merges": ["a b"],
             "vocab": { {{string.Join(", ", Enumerable.Range(0, Tokens).Select(id => $"\"t{id}\": {id}"))}} } } }
            """);
        var offset = 0L;
        string[] tensors =
        [
            Tensor("model.embed_tokens", Tokens, Width), Tensor("model.norm", Width),
            Tensor("model.layers.0.input_layernorm", Width), Tensor("model.layers.0.post_attention_layernorm", Width),
            .. "qkvo".Select(part => Tensor($"model.layers.0.self_attn.{part}_proj", Width, Width)),
            Tensor("model.layers.0.mlp.gate_proj", Hidden, Width), Tensor("model.layers.0.mlp.up_proj", Hidden, Width),
            Tensor("model.layers.0.mlp.down_proj", Width, Hidden),
        ];
        var header = Encoding.ASCII.GetBytes($"{{{string.Join(", ", tensors)}}}");
        using var file = File.Create(Path.Combine(path, "model.safetensors"));
        file.Write(BitConverter.GetBytes((long)header.Length));
        file.Write(header);
        file.SetLength(8 + header.Length + offset);
        return path;

        string Tensor(string name, params int[] shape)
        {
            var start = offset;
            offset += shape.Aggregate(4L, (product, size) => product * size);
            return $$"""
                "{{name}}.weight": {"dtype": "F32", "shape": [{{string.Join(", ", shape)}}], "data_offsets": [{{start}}, {{offset}}]}
                """;
        }
    }
}
