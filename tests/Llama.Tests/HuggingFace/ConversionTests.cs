using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.Llama.Quantizing;
using LocalAI.Plugins.Llama.Tests.Quantizing;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Quantizing;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests.HuggingFace;

public sealed class ConversionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_story_model_tells_its_story_after_the_way_through_a_Hugging_Face_folder()
    {
        using var folder = ModelFolder.Stories();
        using var fixture = new QuantizerFixture();

        var updates = await fixture.RunAsync(fixture.Request(folder.Write(files: 3), "f32"));

        Assert.True(updates[^1].Status == JobStatus.Completed, updates[^1].Message);
        Assert.Contains(updates, update => update.Status == QuantizationJob.Converting);
        Assert.Equal(updates.Select(update => update.ProgressPercent).Order(), updates.Select(update => update.ProgressPercent));
        Assert.Equal(["model-f32.gguf"], fixture.Written);
        await using var model = await LoadAsync(updates[^1].OutputFile);
        var reply = await ((ITextGenerator)model).PredictAsync(
            new PredictOptions { Prompt = StoriesModel.Prompt, Tokens = 100 }, Cancellation);
        Assert.Equal(StoriesModel.Story, reply.Message.ToStringUtf8());
    }

    [Fact]
    public void The_story_models_tokens_and_tensors_are_those_of_the_file_it_came_from()
    {
        using var folder = ModelFolder.Stories();
        folder.Write();
        using var original = SourceModel.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));

        using var converted = folder.Convert();

        Assert.Equal(original.Tensors.Keys.Order(), converted.Tensors.Keys.Order());
        Assert.All(original.Tensors.Keys, name => Assert.Equal(Floats(original, name), Floats(converted, name)));
        Assert.Equal(ModelFolder.Texts(original, "tokenizer.ggml.tokens"), ModelFolder.Texts(converted, "tokenizer.ggml.tokens"));
        Assert.Equal(ModelFolder.Scores(original), ModelFolder.Scores(converted));
        Assert.Equal(
            ModelFolder.Integers(original, "tokenizer.ggml.token_type"), ModelFolder.Integers(converted, "tokenizer.ggml.token_type"));
    }

    [Theory]
    [InlineData("LlamaForCausalLM", "F16")]
    [InlineData("MistralForCausalLM", "BF16")]
    [InlineData("Qwen2ForCausalLM", "F32")]
    [InlineData("Qwen3ForCausalLM", "BF16")]
    [InlineData("GemmaForCausalLM", "BF16")]
    [InlineData("Gemma2ForCausalLM", "F32")]
    [InlineData("Gemma3ForCausalLM", "BF16")]
    public async Task Every_tensor_of_a_family_equals_its_source_and_llama_cpp_runs_the_model(string className, string type)
    {
        using var folder = ModelFolder.Random(className, type);
        folder.WritePieces(300);
        folder.Write(files: 2);

        using var converted = folder.Convert();

        Assert.Equal(folder.Tensors.Count, converted.Tensors.Count);
        foreach (var (name, shape, _, values) in folder.Tensors)
        {
            var tensor = converted.Tensors[GgufName(name, className)];
            var expected = Expected(name, className, shape, values);
            Assert.Equal(shape.Reverse(), tensor.Description.Dimensions);
            Assert.Equal(shape.Length == 1 ? "f32" : type.ToLowerInvariant(), tensor.Description.Type.Name);
            Assert.Equal(expected, Floats(converted, tensor.Description.Name));
        }
        await using var model = await LoadAsync(converted.First.Path);
        var reply = await ((ITextGenerator)model).PredictAsync(new PredictOptions { Prompt = "a", Tokens = 3, IgnoreEOS = true }, Cancellation);
        Assert.Equal(3, reply.Tokens);
    }

    [Fact]
    public async Task Output_and_embeddings_that_are_one_matrix_stay_one()
    {
        using var folder = ModelFolder.Random("Qwen3ForCausalLM", tied: true);
        folder.WritePieces(300);
        folder.Write();

        using var converted = folder.Convert();

        Assert.DoesNotContain("output.weight", converted.Tensors.Keys);
        await using var model = await LoadAsync(converted.First.Path);
    }

    [Fact]
    public void The_numbers_of_the_config_stand_under_their_keys()
    {
        using var folder = ModelFolder.Random("Gemma2ForCausalLM");
        folder.WritePieces(300);
        folder.Write();

        using var converted = folder.Convert();

        var metadata = converted.First.Metadata;
        Assert.Equal("gemma2", metadata.Text("general.architecture"));
        Assert.Equal((2u, 256u, 64u, 96u), (metadata.UInt32("gemma2.block_count"), metadata.UInt32("gemma2.context_length"),
            metadata.UInt32("gemma2.embedding_length"), metadata.UInt32("gemma2.feed_forward_length")));
        Assert.Equal((4u, 2u, 32u, 32u), (metadata.UInt32("gemma2.attention.head_count"), metadata.UInt32("gemma2.attention.head_count_kv"),
            metadata.UInt32("gemma2.attention.key_length"), metadata.UInt32("gemma2.attention.sliding_window")));
        Assert.Equal((20000d, 50d, 30d), (metadata.Float32("gemma2.rope.freq_base"), metadata.Float32("gemma2.attn_logit_softcapping"),
            metadata.Float32("gemma2.final_logit_softcapping")));
        Assert.False(metadata.Bool("tokenizer.ggml.add_space_prefix"));
        Assert.Equal((1u, 2u), (metadata.UInt32("tokenizer.ggml.bos_token_id"), metadata.UInt32("tokenizer.ggml.eos_token_id")));
    }

    [Fact]
    public async Task Llama_3_1_stretches_slow_frequencies_and_leaves_fast_ones()
    {
        using var folder = ModelFolder.Random("LlamaForCausalLM");
        folder.Config["rope_theta"] = 500000.0;
        folder.Config["rope_scaling"] = System.Text.Json.Nodes.JsonNode.Parse(
            """{"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}""");
        folder.WritePieces(300);
        folder.Write();

        using var converted = folder.Convert();

        // By transformers' formula, computed with Python's math module for theta 500000 and heads of 16.
        float[] expected = [1, 1, 1, 1, 2.6945297f, 8, 8, 8];
        Assert.All(expected.Zip(Floats(converted, "rope_freqs.weight")), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        await using var model = await LoadAsync(converted.First.Path);
    }

    [Theory]
    [InlineData("linear", "factor")]
    [InlineData("yarn", "original_context_length")]
    public void Linear_and_yarn_scaling_are_kept(string kind, string key)
    {
        using var folder = ModelFolder.Random("Qwen2ForCausalLM");
        folder.Config["rope_scaling"] = new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = kind,
            ["factor"] = 4.0,
            ["original_max_position_embeddings"] = 64,
        };
        folder.WritePieces(300);
        folder.Write();

        using var converted = folder.Convert();

        Assert.Equal(kind, converted.First.Metadata.Text("qwen2.rope.scaling.type"));
        Assert.Equal(4d, converted.First.Metadata.Float32("qwen2.rope.scaling.factor"));
        Assert.NotNull(converted.First.Metadata.Find($"qwen2.rope.scaling.{key}"));
    }

    internal static Task<IModel> LoadAsync(string file)
    {
        var context = new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = TestFiles.PluginFolder,
            Progress = new Progress<float>(),
            Capabilities = new NoOthers(),
        };
        return new LlamaEngine().LoadAsync(new ModelOptions { ModelFile = file, ContextSize = 256 }, context, Cancellation);
    }

    private static float[] Floats(SourceModel model, string name)
    {
        var tensor = model.Tensors[name];
        var bytes = new byte[tensor.Description.Bytes];
        FileRange.Read(tensor.File, bytes, tensor.Position);
        return tensor.Description.Type.Name switch
        {
            "f16" => [.. MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(value => (float)value)],
            "bf16" => [.. MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(value => BitConverter.UInt32BitsToSingle((uint)value << 16))],
            _ => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        };
    }

    private static float[] Expected(string name, string className, long[] shape, float[] values)
    {
        if (name.EndsWith("norm.weight", StringComparison.Ordinal) && className.StartsWith("Gemma", StringComparison.Ordinal))
            return [.. values.Select(value => value + 1)];
        var heads = name.Contains("q_proj", StringComparison.Ordinal) ? 4 : name.Contains("k_proj", StringComparison.Ordinal) ? 2 : 0;
        if (heads == 0 || className is not ("LlamaForCausalLM" or "MistralForCausalLM"))
            return values;
        // Pairs half a head apart become neighbours.
        var half = (int)shape[0] / heads / 2;
        var rows = values.Chunk((int)shape[1]).ToArray();
        return [.. rows.Chunk(2 * half).SelectMany(head => head[..half].Zip(head[half..], (first, second) => first.Concat(second))).SelectMany(pair => pair)];
    }

    private static string GgufName(string name, string className)
    {
        var postNorms = className is "Gemma2ForCausalLM" or "Gemma3ForCausalLM";
        return name.Replace("model.embed_tokens", "token_embd").Replace("model.norm", "output_norm").Replace("lm_head", "output")
            .Replace("model.layers.", "blk.").Replace("input_layernorm", "attn_norm").Replace("pre_feedforward_layernorm", "ffn_norm")
            .Replace("post_feedforward_layernorm", "post_ffw_norm")
            .Replace("post_attention_layernorm", postNorms ? "post_attention_norm" : "ffn_norm")
            .Replace("self_attn.o_proj", "attn_output").Replace("self_attn.", "attn_").Replace("_proj", "").Replace("mlp.", "ffn_");
    }

    private sealed class NoOthers : ICapabilityResolver
    {
        public CapabilityLease<T>? Acquire<T>(string? model = null) where T : class, ICapability => null;
    }
}
