using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Tests.Tokens;
using LocalAI.Plugins.Trainer.Tokens;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

public sealed class BaseModelTests
{
    private const string Template = "{{ messages }}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Brings_its_tokenizer_and_its_chat_template(bool fromGguf)
    {
        using var scope = NewDisposeScope();
        using var folder = Folder();
        // Longer than the texts of metadata that are kept while a header is read.
        var template = string.Concat(Enumerable.Repeat(Template, 200));
        folder.WriteText("chat_template.jinja", template);
        folder.WriteText("tokenizer_config.json",
            """
            {"added_tokens_decoder": {"299": {"content": "<|im_end|>", "special": true}}, "bos_token": "<s>", "add_bos_token": false}
            """);
        using var converted = folder.Convert();

        using var model = Load(fromGguf ? converted.First.Path : folder.Path);

        Assert.Equal(template, model.ChatTemplate);
        Assert.Equal((1, 2, false, 300), (model.Tokenizer.Begin, model.Tokenizer.End, model.Tokenizer.AddsBegin, model.Tokenizer.Count));
        Assert.Equal([2, 299], model.EndTokens.Order());
        Assert.Equal(fromGguf ? ["tokenizer.model", "tokenizer_config.json"] : [], model.AddedFiles.Keys.Order());
        Assert.Equal(fromGguf ? converted.First.Path : folder.Path, model.Path);
        Assert.Equal(128, model.Model.MaxTokens);
    }

    [Fact]
    public void A_fingerprint_is_another_one_for_other_weights_or_sizes()
    {
        using var scope = NewDisposeScope();
        var prints = new List<string>();
        foreach (var (seed, theta) in new[] { (5, 20_000f), (6, 20_000f), (5, 10_000f) })
        {
            using var folder = RandomFolder.Of(RandomFolder.Shape(ModelFamily.Llama) with { RotaryBase = theta }, seed: seed);
            folder.WritePieces(300);
            folder.Write();
            using var model = Load(folder.Path);
            using var again = BaseModel.Load(folder.Path, 64, ScalarType.BFloat16, CPU, inEightBits: true);
            Assert.Equal(model.Fingerprint, again.Fingerprint);
            Assert.Equal(32, model.Fingerprint.Length);
            prints.Add(model.Fingerprint);
        }
        Assert.Equal(3, prints.Distinct().Count());
    }

    [Fact]
    public void In_eight_bits_it_says_nearly_the_same()
    {
        using var scope = NewDisposeScope();
        using var folder = Folder();
        using var model = Load(folder.Path);
        using var eightBits = BaseModel.Load(folder.Path, 128, ScalarType.Float32, CPU, inEightBits: true);
        using var _ = no_grad();
        var tokens = arange(40).unsqueeze(0);

        var expected = model.Model.States(tokens, training: false);
        var actual = eightBits.Model.States(tokens, training: false);

        Assert.InRange((actual.sub(expected).norm() / expected.norm()).item<float>(), 1e-5, 0.05);
        Assert.DoesNotContain(eightBits.Model.Weights, weight => weight.Name.Contains("proj", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("architectures", """["GPT2LMHeadModel"]""", "'GPT2LMHeadModel'", "Qwen3ForCausalLM")]
    [InlineData("rope_scaling", """{"rope_type": "yarn", "factor": 4}""", "'yarn'", "llama3")]
    [InlineData("rope_scaling", """{"rope_type": "linear", "factor": 0}""", "'factor'", "above 0")]
    [InlineData("hidden_act", "\"gelu\"", "gelu", "silu")]
    [InlineData("head_dim", "15", "'head_dim' is 15", "even")]
    [InlineData("num_key_value_heads", "3", "'num_key_value_heads' is 3", "divisor")]
    [InlineData("num_hidden_layers", "100000", "100,000", "1,024")]
    [InlineData("vocab_size", "301", "[300, 64]", "[301, 64]")]
    [InlineData("hidden_size", "2000000000", "[300, 64]", "[300, 2000000000]")]
    [InlineData("vocab_size", null, "'vocab_size' is missing", "config.json")]
    [InlineData("quantization_config", "{}", "quantised already", "original")]
    public void A_config_that_cannot_be_trained_is_refused(string name, string? value, string first, string second)
    {
        using var folder = Folder();
        folder.Config[name] = value is null ? null : JsonNode.Parse(value);
        if (value is null)
            folder.Config.Remove(name);
        folder.Write();

        AssertRefused(() => Load(folder.Path), first, second);
    }

    [Theory]
    [InlineData(129, null, "129", "128")]
    [InlineData(65, 64, "65", "64")]
    [InlineData(0, null, "0", "128")]
    public void A_length_beyond_the_context_or_the_window_is_refused(int tokens, int? window, string first, string second)
    {
        using var folder = Folder();
        folder.Config["max_position_embeddings"] = 128;
        folder.Config["sliding_window"] = window;
        folder.Write();

        AssertRefused(() => BaseModel.Load(folder.Path, tokens, ScalarType.Float32, CPU), first, second);
    }

    [Fact]
    public void A_window_that_is_not_used_limits_nothing()
    {
        using var scope = NewDisposeScope();
        using var folder = Folder();
        (folder.Config["sliding_window"], folder.Config["use_sliding_window"]) = (64, false);
        folder.Write();

        using var model = Load(folder.Path);

        Assert.Null(model.Model.Shape.SlidingWindow);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        using var folder = Folder();
        folder.Tensors.RemoveAll(tensor => tensor.Name == "model.layers.1.mlp.up_proj.weight");
        folder.Write();

        AssertRefused(() => Load(folder.Path), "'model.layers.1.mlp.up_proj.weight'", "download");
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both()
    {
        using var folder = Folder();
        var place = folder.Tensors.FindIndex(tensor => tensor.Name == "model.layers.2.mlp.down_proj.weight");
        folder.Tensors[place] = folder.Tensors[place] with { Shape = [96, 64] };
        folder.Write();

        AssertRefused(() => Load(folder.Path), "[96, 64]", "[64, 96]");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(400)]
    [InlineData(20_000)]
    public void A_file_that_is_cut_off_is_refused(int length)
    {
        using var folder = Folder();
        using var converted = folder.Convert();
        var gguf = folder.File("cut.gguf");
        File.WriteAllBytes(gguf, File.ReadAllBytes(converted.First.Path)[..length]);
        File.WriteAllBytes(folder.File("model.safetensors"), File.ReadAllBytes(folder.File("model.safetensors"))[..length]);

        AssertRefused(() => Load(folder.Path), "model.safetensors", ";");
        AssertRefused(() => Load(gguf), "cut.gguf", ";");
    }

    [Fact]
    public void A_file_of_another_type_is_refused_with_the_tensor_and_the_type()
    {
        NativeLibraries.Load(TestFiles.PluginFolder);
        using var folder = new TemporaryFolder();
        var settings = new QuantizationSettings
        {
            Model = RandomModel.Write(folder.File("f32.gguf")),
            Type = QuantizationType.Find("q4_K_M")!,
            OutputFile = folder.File("q4.gguf"),
        };
        new QuantizationWork(settings, DiskSpace.Real, (_, _, _) => { }, TestContext.Current.CancellationToken).Run();

        AssertRefused(() => Load(settings.OutputFile), "is in q4_K, which cannot be trained", "q8_0");
    }

    [Fact]
    public void A_model_that_is_not_there_is_not_found()
    {
        var refusal = Assert.Throws<EngineException>(() => Load(Path.Combine(Path.GetTempPath(), "no-such-model.gguf")));

        Assert.Equal(EngineFailure.NotFound, refusal.Failure);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_refused()
    {
        using var folder = RandomFolder.Of(RandomFolder.Shape(ModelFamily.Llama));
        folder.Write();

        AssertRefused(() => Load(folder.Path), "tokenizer.model", "tokenizer.json");
        AssertRefused(() => BaseModel.Create(folder.Path, 1, 128, ScalarType.Float32, CPU), "tokenizer.model", "tokenizer.json");
    }

    [Fact]
    public void A_fresh_model_is_the_same_for_the_same_seed()
    {
        using var scope = NewDisposeScope();
        using var folder = Folder();
        folder.Config["initializer_range"] = 0.05;
        folder.Write();
        // Only config.json and the tokenizer are needed.
        File.Delete(folder.File("model.safetensors"));

        using var one = Create(7);
        using var same = Create(7);
        using var other = Create(8);

        Assert.Equal(one.Fingerprint, same.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        Assert.All(
            one.Model.Weights.Zip(same.Model.Weights),
            pair => Assert.True(pair.First.Tensor.equal(pair.Second.Tensor).all().item<bool>()));
        Assert.Equal(0.05, one.Model.Weights[0].Tensor.std().item<float>(), 0.002);
        Assert.Empty(one.AddedFiles);

        BaseModel Create(ulong seed) => BaseModel.Create(folder.Path, seed, 128, ScalarType.Float32, CPU);
    }

    [Fact]
    public void A_fresh_model_takes_a_tokenizer_that_was_made_for_it()
    {
        using var scope = NewDisposeScope();
        using var folder = RandomFolder.Of(RandomFolder.Shape(ModelFamily.Qwen3));
        folder.Write();
        var made = Train(290);

        using var model = BaseModel.Create(folder.Path, 1, 128, ScalarType.Float32, CPU, made);

        Assert.Equal(Template, model.ChatTemplate);
        Assert.Equal("<|im_end|>", model.Tokenizer.TextOf(model.Tokenizer.End));
        Assert.Equal(["tokenizer.json", "tokenizer_config.json"], model.AddedFiles.Keys.Order());
        AssertRefused(() => BaseModel.Create(folder.Path, 1, 128, ScalarType.Float32, CPU, Train(301)), "300", "301");

        TrainedVocabulary Train(int size) =>
            TrainedVocabulary.Train(SmallTexts.Sentences(100), size, 128, Template, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_fresh_model_larger_than_memory_is_refused_before_anything_is_allocated()
    {
        using var folder = Folder();
        (folder.Config["hidden_size"], folder.Config["intermediate_size"], folder.Config["num_hidden_layers"]) = (1 << 20, 1 << 20, 1000);
        folder.Write();

        AssertRefused(() => BaseModel.Create(folder.Path, 1, 128, ScalarType.Float32, CPU), "bytes", "smaller");
    }

    private static ModelFolder Folder()
    {
        var folder = RandomFolder.Of(RandomFolder.Shape(ModelFamily.Llama));
        folder.WritePieces(299);
        folder.Write();
        return folder;
    }

    private static BaseModel Load(string path) => BaseModel.Load(path, 128, ScalarType.Float32, CPU);

    private static void AssertRefused(Func<BaseModel> load, string first, string second)
    {
        var refusal = Assert.Throws<EngineException>(() => load().Dispose());
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains(first, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(second, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }
}
