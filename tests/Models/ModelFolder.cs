using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>A Hugging Face folder that a test writes.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, "model")).FullName;

    public JsonObject Config { get; set; } = [];

    /// <summary>Name, shape, type (F32, F16, BF16) and values.</summary>
    public List<(string Name, long[] Shape, string Type, float[] Values)> Tensors { get; } = [];

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void WriteText(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    /// <summary>A model of a family with random weights and the names that the Hugging Face libraries use.</summary>
    public static ModelFolder Random(string className, string type = "F32", int vocabulary = 300, bool tied = false)
    {
        var folder = new ModelFolder();
        var isGemma = className.StartsWith("Gemma", StringComparison.Ordinal);
        var postNorms = isGemma && !className.StartsWith("GemmaFor", StringComparison.Ordinal);
        const int Width = 64;
        const int Heads = 4;
        const int Shared = 2;
        var head = isGemma ? 32 : 16;
        folder.Config = new JsonObject
        {
            ["architectures"] = new JsonArray(className),
            ["hidden_size"] = Width,
            ["intermediate_size"] = 96,
            ["num_hidden_layers"] = 2,
            ["num_attention_heads"] = Heads,
            ["num_key_value_heads"] = Shared,
            ["head_dim"] = head,
            ["max_position_embeddings"] = 256,
            ["rms_norm_eps"] = 1e-5,
            ["rope_theta"] = 20000.0,
            ["vocab_size"] = vocabulary,
            ["bos_token_id"] = 1,
            ["eos_token_id"] = 2,
        };
        if (postNorms)
            folder.Config["sliding_window"] = 32;
        if (className.StartsWith("Gemma2", StringComparison.Ordinal))
            (folder.Config["attn_logit_softcapping"], folder.Config["final_logit_softcapping"]) = (50.0, 30.0);
        var random = new Random(5);
        Add("model.embed_tokens.weight", vocabulary, Width);
        Add("model.norm.weight", Width);
        if (!isGemma && !tied)
            Add("lm_head.weight", vocabulary, Width);
        for (var layer = 0; layer < 2; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            Add(prefix + "input_layernorm.weight", Width);
            Add(prefix + "post_attention_layernorm.weight", Width);
            if (postNorms)
            {
                Add(prefix + "pre_feedforward_layernorm.weight", Width);
                Add(prefix + "post_feedforward_layernorm.weight", Width);
            }
            if (className.StartsWith("Qwen3", StringComparison.Ordinal) || className.StartsWith("Gemma3", StringComparison.Ordinal))
            {
                Add(prefix + "self_attn.q_norm.weight", head);
                Add(prefix + "self_attn.k_norm.weight", head);
            }
            foreach (var (name, rows) in new[] { ("q", Heads * head), ("k", Shared * head), ("v", Shared * head) })
            {
                Add(prefix + $"self_attn.{name}_proj.weight", rows, Width);
                if (className.StartsWith("Qwen2", StringComparison.Ordinal))
                    Add(prefix + $"self_attn.{name}_proj.bias", rows);
            }
            Add(prefix + "self_attn.o_proj.weight", Width, Heads * head);
            Add(prefix + "mlp.gate_proj.weight", 96, Width);
            Add(prefix + "mlp.up_proj.weight", 96, Width);
            Add(prefix + "mlp.down_proj.weight", Width, 96);
        }
        return folder;

        void Add(string name, params long[] shape) => folder.Tensors.Add((name, shape, type,
            [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => Rounded(random.NextSingle() - 0.5f, type))]));
    }

    /// <summary>The story model as the Hugging Face libraries would store it.</summary>
    public static ModelFolder Stories()
    {
        var folder = new ModelFolder();
        using var source = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        folder.Config = new JsonObject
        {
            ["architectures"] = new JsonArray("LlamaForCausalLM"),
            ["hidden_size"] = 64,
            ["intermediate_size"] = 172,
            ["num_hidden_layers"] = 5,
            ["num_attention_heads"] = 8,
            ["num_key_value_heads"] = 4,
            ["max_position_embeddings"] = 512,
            ["rms_norm_eps"] = 1e-5,
            ["vocab_size"] = 512,
            ["bos_token_id"] = 1,
            ["eos_token_id"] = 2,
            ["tie_word_embeddings"] = true,
        };
        foreach (var tensor in source.Tensors.Values)
        {
            var values = new float[tensor.Description.Elements];
            FileRange.Read(tensor.File, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()), tensor.Position);
            long[] shape = [.. tensor.Description.Dimensions.Reverse()];
            var name = HuggingFaceName(tensor.Description.Name);
            var heads = name.Contains("q_proj", StringComparison.Ordinal) ? 8 : name.Contains("k_proj", StringComparison.Ordinal) ? 4 : 0;
            folder.Tensors.Add((name, shape, "F32", heads > 0 ? Halved(values, heads, (int)shape[0], (int)shape[1]) : values));
        }
        var texts = Texts(source, "tokenizer.ggml.tokens");
        folder.WritePieces([.. texts.Select((text, id) => (text, Scores(source)[id], id == 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1))]);
        return folder;
    }

    /// <summary>Writes config.json and the weights, in one file or several.</summary>
    public string Write(int files = 1)
    {
        WriteText(ModelConfig.FileName, Config.ToJsonString());
        if (files == 1)
        {
            WriteTensors("model.safetensors", Tensors);
            return Path;
        }
        var map = new JsonObject();
        foreach (var (group, number) in Tensors.Select((tensor, index) => (tensor, index)).GroupBy(pair => pair.index % files).Select((g, i) => (g, i + 1)))
        {
            var name = $"model-{number:D5}-of-{files:D5}.safetensors";
            WriteTensors(name, group.Select(pair => pair.tensor));
            foreach (var (tensor, _) in group)
                map[tensor.Name] = name;
        }
        WriteText("model.safetensors.index.json", new JsonObject { ["weight_map"] = map }.ToJsonString());
        return Path;
    }

    /// <summary>Writes tokenizer.model.</summary>
    public void WritePieces(IReadOnlyList<(string Text, float Score, int Kind)> pieces)
    {
        using var bytes = new MemoryStream();
        var output = new CodedOutputStream(bytes);
        foreach (var (text, score, kind) in pieces)
        {
            using var piece = new MemoryStream();
            var inner = new CodedOutputStream(piece);
            inner.WriteRawTag(10);
            inner.WriteString(text);
            inner.WriteRawTag(21);
            inner.WriteFloat(score);
            inner.WriteRawTag(24);
            inner.WriteEnum(kind);
            inner.Flush();
            output.WriteRawTag(10);
            output.WriteBytes(ByteString.CopyFrom(piece.ToArray()));
        }
        output.Flush();
        System.IO.File.WriteAllBytes(File("tokenizer.model"), bytes.ToArray());
    }

    /// <summary>Writes a sentencepiece vocabulary of control tokens, bytes and a few letters.</summary>
    public void WritePieces(int count) => WritePieces(
    [
        ("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3),
        .. Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 0f, 6)),
        .. Enumerable.Range(0, count - 259).Select(id => ($"\u2581{(char)('a' + (id % 26))}{id}", -1f - id, 1)),
    ]);

    /// <summary>What the conversion writes, opened.</summary>
    public SourceModel Convert()
    {
        var conversion = HuggingFaceFolder.Open(Path).Prepare();
        var target = System.IO.Path.Combine(_folder.Path, "converted.gguf");
        using (var output = System.IO.File.OpenHandle(target, FileMode.Create, FileAccess.ReadWrite))
            conversion.Write(output, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(conversion.FileBytes, new FileInfo(target).Length);
        return SourceModel.Open(target);
    }

    /// <summary>The texts of an array in the metadata.</summary>
    public static string[] Texts(SourceModel model, string key)
    {
        var texts = new List<string>();
        var bytes = Elements(model, key);
        for (var place = 0; place < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(place));
            texts.Add(Encoding.UTF8.GetString(bytes, place + 8, length));
            place += 8 + length;
        }
        return [.. texts];
    }

    /// <summary>The integers of an array in the metadata.</summary>
    public static int[] Integers(SourceModel model, string key) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(Elements(model, key)).ToArray();

    /// <summary>The scores of the tokens.</summary>
    public static float[] Scores(SourceModel model) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Elements(model, "tokenizer.ggml.scores")).ToArray();

    public void Dispose() => _folder.Dispose();

    // Behind the key: the type of an array, that of its elements, and their number.
    private static byte[] Elements(SourceModel model, string key) =>
        model.ReadRaw(model.First.Metadata.Find(key)!)[(8 + key.Length + 4 + 4 + 8)..];

    private void WriteTensors(string name, IEnumerable<(string Name, long[] Shape, string Type, float[] Values)> tensors)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        using var data = new MemoryStream();
        foreach (var tensor in tensors)
        {
            var bytes = RandomModel.Bytes(tensor.Values, tensor.Type.ToLowerInvariant());
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = tensor.Type,
                ["shape"] = JsonSerializer.SerializeToNode(tensor.Shape),
                ["data_offsets"] = new JsonArray(data.Length, data.Length + bytes.Length),
            };
            data.Write(bytes);
        }
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        System.IO.File.WriteAllBytes(File(name), [.. BitConverter.GetBytes((long)json.Length), .. json, .. data.ToArray()]);
    }

    private static float Rounded(float value, string type) => type switch
    {
        "F16" => (float)(Half)value,
        "BF16" => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000),
        _ => value,
    };

    // The rows of a head from pairs that are together into first halves and second halves.
    private static float[] Halved(float[] values, int heads, int rows, int columns)
    {
        var head = rows / heads;
        var halved = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            var (first, within) = (row / head * head, row % head);
            var target = first + (within % 2 * (head / 2)) + (within / 2);
            values.AsSpan(row * columns, columns).CopyTo(halved.AsSpan(target * columns));
        }
        return halved;
    }

    private static string HuggingFaceName(string name) => name
        .Replace("token_embd", "model.embed_tokens").Replace("output_norm", "model.norm").Replace("blk.", "model.layers.")
        .Replace("attn_norm", "input_layernorm").Replace("ffn_norm", "post_attention_layernorm")
        .Replace("attn_output", "self_attn.o_proj").Replace("attn_q", "self_attn.q_proj").Replace("attn_k", "self_attn.k_proj")
        .Replace("attn_v", "self_attn.v_proj").Replace("ffn_gate", "mlp.gate_proj").Replace("ffn_up", "mlp.up_proj")
        .Replace("ffn_down", "mlp.down_proj");
}
