using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Exporting;
using TorchSharp;
using static TorchSharp.torch;
using ModelFamily = LocalAI.Plugins.Trainer.Models.ModelFamily;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

public sealed class HuggingFaceModelWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Output => _folder.File("out");

    private IEnumerable<string?> Written => Directory.GetFiles(Output).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(nameof(AdapterKind.Lora))]
    [InlineData(nameof(AdapterKind.Loha))]
    [InlineData(nameof(AdapterKind.Lokr))]
    public void The_weights_are_those_of_the_model_with_what_its_adapters_add(string kind)
    {
        using var small = new SmallModel(ModelFamily.Llama).WithAdapters(
            Enum.Parse<AdapterKind>(kind), projection => !projection.Name.EndsWith("down_proj", StringComparison.Ordinal));
        var before = small.Logits();

        HuggingFaceModelWriter.Write(small.Trained, Output, ScalarType.Float32, cancellationToken: Cancellation);

        var written = SafetensorsTensors.Open(Path.Combine(Output, "model.safetensors"));
        Assert.Equal(small.Model.Weights.Select(weight => weight.Name).Order(), written.Names.Order());
        var adapters = small.Model.Projections.ToDictionary(projection => projection.Name + ".weight", projection => projection.Adapter);
        foreach (var (name, weight) in small.Model.Weights)
        {
            var expected = adapters.GetValueOrDefault(name) is { } adapter ? weight.add(adapter.Difference()) : weight;
            Assert.True(expected.equal(written.Read(name)).all().item<bool>(), name);
        }
        Assert.Equal(before, small.Logits());
    }

    [Theory]
    [InlineData(ScalarType.Float16, "float16")]
    [InlineData(ScalarType.BFloat16, "bfloat16")]
    public void Half_precision_is_the_rounded_sum_not_a_sum_of_rounded_parts(ScalarType type, string name)
    {
        using var small = new SmallModel(ModelFamily.Qwen2).WithAdapters(AdapterKind.Lora);

        HuggingFaceModelWriter.Write(small.Trained, Output, type, largestFile: 50_000, cancellationToken: Cancellation);

        var files = SafetensorsFolder.Read(Output);
        Assert.InRange(files.Values.Select(tensor => tensor.File).Distinct().Count(), 2, 20);
        foreach (var projection in small.Model.Projections)
        {
            var expected = projection.Weight.add(projection.Adapter!.Difference()).to_type(type);
            var file = files[projection.Name + ".weight"].File;
            Assert.True(expected.equal(SafetensorsTensors.Open(file).Read(projection.Name + ".weight")).all().item<bool>());
        }
        Assert.Equal(name, Config().GetProperty("torch_dtype").GetString());
    }

    [Fact]
    public void Config_and_tokenizer_are_the_models_own_with_only_the_changes()
    {
        using var small = new SmallModel(ModelFamily.Qwen3, tied: true);
        File.WriteAllText(small.File("tokenizer_config.json"), """{"chat_template": "{{ messages }}"}""");
        File.WriteAllText(small.File("generation_config.json"), """{"temperature": 0.6}""");
        File.WriteAllText(small.File("README.md"), "the model's own words");

        HuggingFaceModelWriter.Write(small.Trained, Output, ScalarType.Float32, cancellationToken: Cancellation);

        Assert.Equal(["config.json", "generation_config.json", "model.safetensors", "tokenizer.model", "tokenizer_config.json"], Written);
        var (config, old) = (Config(), JsonDocument.Parse(File.ReadAllBytes(small.File("config.json"))).RootElement);
        Assert.All(old.EnumerateObject(),
            property => Assert.Equal(property.Value.GetRawText(), Compact(config.GetProperty(property.Name))));
        Assert.Equal(old.EnumerateObject().Count() + 1, config.EnumerateObject().Count());
        foreach (var name in (string[])["tokenizer.model", "tokenizer_config.json"])
            Assert.Equal(File.ReadAllBytes(small.File(name)), File.ReadAllBytes(Path.Combine(Output, name)));
        Assert.Contains("0.6", File.ReadAllText(Path.Combine(Output, "generation_config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_folder_config_says_all_numbers_and_handed_in_files_are_the_tokenizer()
    {
        using var small = new SmallModel(ModelFamily.Llama, rotaryFactor: 4);
        var files = new BaseFiles(_folder.File("model.gguf"))
        {
            Added = new Dictionary<string, byte[]> { ["tokenizer.model"] = File.ReadAllBytes(small.File("tokenizer.model")) },
            Begin = 1,
            End = 2,
        };

        HuggingFaceModelWriter.Write(small.Trained with { Base = files }, Output, ScalarType.Float32, cancellationToken: Cancellation);

        var config = Config();
        Assert.Equal(["config.json", "generation_config.json", "model.safetensors", "tokenizer.model"], Written);
        foreach (var property in JsonDocument.Parse(File.ReadAllBytes(small.File("config.json"))).RootElement.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.Number))
            Assert.Equal(property.Value.GetDouble(), config.GetProperty(property.Name).GetDouble(), 1e-9);
        Assert.Equal("llama", config.GetProperty("model_type").GetString());
        Assert.Equal("""{"rope_type":"linear","factor":4.0}""", Compact(config.GetProperty("rope_scaling")));
        Assert.Equal("20000.0", config.GetProperty("rope_theta").GetRawText());
        Assert.False(config.GetProperty("attention_bias").GetBoolean());
        // The conversion reads it as what it is.
        Assert.Equal(small.Model.Weights.Count, SafetensorsFolder.Read(Output).Count);
        Assert.True(HuggingFaceFolder.Open(Output).Prepare().Elements > 0);
    }

    [Fact]
    public void A_model_that_scores_has_its_head_and_no_output()
    {
        using var small = new SmallModel(ModelFamily.Llama);
        var score = randn(1, 64);
        var trained = small.Trained with { Purpose = ModelPurpose.Scoring, Score = score };

        HuggingFaceModelWriter.Write(trained, Output, ScalarType.Float32, cancellationToken: Cancellation);

        var written = SafetensorsTensors.Open(Path.Combine(Output, "model.safetensors"));
        Assert.True(score.equal(written.Read("score.weight")).all().item<bool>());
        Assert.Null(written.ShapeOf("lm_head.weight"));
        var config = Config();
        Assert.Equal("""["LlamaForSequenceClassification"]""", Compact(config.GetProperty("architectures")));
        Assert.Equal((1, 2), (config.GetProperty("id2label").EnumerateObject().Count(), config.GetProperty("pad_token_id").GetInt32()));
    }

    [Fact]
    public void A_weight_that_half_precision_does_not_have_leaves_nothing()
    {
        using var small = new SmallModel(ModelFamily.Llama);
        using (no_grad())
            small.Model.Weights[^1].Tensor.view(-1)[7].fill_(70000);

        var refusal = Assert.Throws<EngineException>(() => HuggingFaceModelWriter.Write(
            small.Trained, Output, ScalarType.Float16, cancellationToken: Cancellation));

        Assert.Equal("The weight lm_head.weight has values above 65504, which half precision does not have; export in bf16 or f32.",
            refusal.Message);
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void A_model_without_tokenizer_files_is_refused_with_what_can_be_done()
    {
        using var small = new SmallModel(ModelFamily.Llama);

        var fromGguf = Assert.Throws<EngineException>(() => HuggingFaceModelWriter.Write(
            small.Trained with { Base = new BaseFiles("/models/base.gguf") }, Output, ScalarType.Float16, cancellationToken: Cancellation));
        File.Delete(small.File("tokenizer.model"));
        var fromFolder = Assert.Throws<EngineException>(() => HuggingFaceModelWriter.Write(
            small.Trained, Output, ScalarType.Float16, cancellationToken: Cancellation));

        Assert.StartsWith("base.gguf has no tokenizer files of the Hugging Face libraries; export it as gguf",
            fromGguf.Message, StringComparison.Ordinal);
        Assert.Contains("has neither tokenizer.json nor tokenizer.model", fromFolder.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    private JsonElement Config() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Output, "config.json"))).RootElement;

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
