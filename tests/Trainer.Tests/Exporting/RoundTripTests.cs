using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;
using TrainedFamily = LocalAI.Plugins.Trainer.Models.ModelFamily;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

/// <summary>From a file through a model to a file, and back.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public RoundTripTests() => NativeLibraries.Load(TestFiles.PluginFolder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("qwen2")]
    [InlineData("qwen3")]
    public void An_exported_folder_is_a_base_that_computes_what_the_trained_model_did(string family)
    {
        using var small = new SmallModel(TrainedFamily.All.Single(known => known.Name == family)).WithAdapters(AdapterKind.Lora);

        HuggingFaceModelWriter.Write(small.Trained, _folder.File("out"), ScalarType.Float32, cancellationToken: Cancellation);

        using var again = BaseModel.Load(_folder.File("out"), 64, ScalarType.Float32, CPU);
        AssertClose(small.Logits(), again.Model);
    }

    [Fact]
    public void The_story_model_comes_out_as_it_went_in()
    {
        var original = TestFiles.SharedModel("llm/stories260K-f32.gguf");
        using var model = BaseModel.Load(original, 64, ScalarType.Float32, CPU);

        var target = Export(new TrainedModel(model.Model, new BaseFiles(original)));

        using var before = SourceModel.Open(original);
        using var after = SourceModel.Open(target);
        Assert.Equal(before.Tensors.Keys.Order(), after.Tensors.Keys.Order());
        Assert.All(before.Tensors.Keys, name => Assert.Equal(Bytes(before, name), Bytes(after, name)));
        Assert.Equal(ModelFolder.Texts(before, "tokenizer.ggml.tokens"), ModelFolder.Texts(after, "tokenizer.ggml.tokens"));
    }

    [Fact]
    public void A_base_in_eight_bits_is_exported_as_what_its_bits_stand_for()
    {
        var original = TestFiles.SharedModel("llm/stories260K-q8_0.gguf");
        using var model = BaseModel.Load(original, 64, ScalarType.Float32, CPU, inEightBits: true);
        using var generator = new Generator(5);
        foreach (var projection in model.Model.Projections)
        {
            projection.Adapter = LoraAdapter.Create(projection, new AdapterSettings(), new AdapterStart(generator, CPU));
            using var _ = no_grad();
            foreach (var parameter in projection.Adapter.Parameters)
                parameter.Tensor.copy_(randn(parameter.Tensor.shape, generator: generator).mul(0.1));
        }

        var target = Export(new TrainedModel(model.Model, new BaseFiles(original)));

        using var native = new NativeModel(target);
        var expected = model.Model.Logits(model.Model.States(tensor(SmallModel.Text).unsqueeze(0), training: false), training: false);
        var actual = tensor(native.Logits(SmallModel.Text)).view(expected.shape);
        Assert.True(expected.allclose(actual, 1e-4, 1e-3), $"{expected.sub(actual).abs().max().item<float>()}");
    }

    [Fact]
    public void Divisors_of_the_rotary_embedding_stay_in_folders_and_in_GGUF_files()
    {
        using var source = RandomFolder.Of(RandomFolder.Shape(TrainedFamily.Llama));
        source.Config["rope_scaling"] = JsonNode.Parse(
            """
            {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
             "original_max_position_embeddings": 64}
            """);
        source.WritePieces(300);
        source.Write();
        using var converted = source.Convert();
        using var model = BaseModel.Load(converted.First.Path, 64, ScalarType.Float32, CPU);
        var files = new BaseFiles(converted.First.Path)
        {
            Added = new Dictionary<string, byte[]> { ["tokenizer.model"] = File.ReadAllBytes(source.File("tokenizer.model")) },
        };
        var expected = model.Model.Logits(model.Model.States(tensor(SmallModel.Text).unsqueeze(0), training: false), training: false)
            .detach().flatten().data<float>().ToArray();
        Assert.True(model.Model.Shape.RotaryDivisors.Distinct().Count() > 2);

        // A GGUF file from the GGUF file, a folder from it, and a GGUF file from that folder.
        var rewritten = Export(new TrainedModel(model.Model, files));
        HuggingFaceModelWriter.Write(
            new TrainedModel(model.Model, files), _folder.File("folder"), ScalarType.Float32, cancellationToken: Cancellation);
        var fromFolder = Export(new TrainedModel(model.Model, new BaseFiles(_folder.File("folder"))), "second");

        using var again = BaseModel.Load(_folder.File("folder"), 64, ScalarType.Float32, CPU);
        Assert.Equal(model.Model.Shape.RotaryDivisors, again.Model.Shape.RotaryDivisors);
        Assert.Equal("longrope", RotaryFactors.Kind(RotaryFactors.Parameters(ModelConfig.Read(_folder.File("folder")))));
        AssertClose(expected, again.Model);
        foreach (var file in (string[])[rewritten, fromFolder])
        {
            using var native = new NativeModel(file);
            Assert.All(expected.Zip(native.Logits(SmallModel.Text)), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        }
    }

    [Fact]
    public void The_base_itself_is_never_replaced()
    {
        using var small = new SmallModel(TrainedFamily.Llama);
        var file = _folder.Write("base.gguf", [1]);

        var folder = Assert.Throws<EngineException>(() => HuggingFaceModelWriter.Write(
            small.Trained, small.Path + "/", ScalarType.Float32, cancellationToken: Cancellation));
        var gguf = Assert.Throws<EngineException>(() => new GgufModelWriter(
            small.Trained with { Base = new BaseFiles(file) }, QuantizationType.Find("f16")!, DiskSpace.Real)
            .Write(file, (_, _) => { }, Cancellation));

        Assert.EndsWith("is the model that was trained; choose another output_path.", folder.Message, StringComparison.Ordinal);
        Assert.EndsWith("is the model that was trained; choose another output_path.", gguf.Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(file));
    }

    [Fact]
    public void A_chat_template_that_was_asked_for_replaces_the_bases_own()
    {
        const string asked = "{{ messages[0].content }}";
        using var small = new SmallModel(TrainedFamily.Llama);
        File.WriteAllText(Path.Combine(small.Path, "chat_template.jinja"), "{{ messages }}");
        var own = Export(small.Trained, "own");
        using var model = BaseModel.Load(own, 64, ScalarType.Float32, CPU);

        var rewritten = Export(new TrainedModel(model.Model, new BaseFiles(own)) { ChatTemplate = asked }, "rewritten");
        var converted = Export(small.Trained with { ChatTemplate = asked }, "converted");

        Assert.Equal(["{{ messages }}", asked, asked], new[] { own, rewritten, converted }.Select(file =>
        {
            using var written = SourceModel.Open(file);
            return written.First.Metadata.Text("tokenizer.chat_template");
        }));
    }

    [Fact]
    public void A_sentence_embedder_has_its_parts_and_a_scorer_its_template()
    {
        using var small = new SmallModel(TrainedFamily.Qwen3);

        HuggingFaceModelWriter.Write(small.Trained with { Purpose = ModelPurpose.Embedding }, _folder.File("embeds"), ScalarType.BFloat16,
            cancellationToken: Cancellation);
        HuggingFaceModelWriter.Write(
            small.Trained with { Purpose = ModelPurpose.Scoring, Score = ones(1, 64), RerankTemplate = "{query}{document}" },
            _folder.File("scores"), ScalarType.BFloat16, cancellationToken: Cancellation);

        Assert.Equal(PoolingFolder.Mean, PoolingFolder.Read(_folder.File("embeds")));
        Assert.Equal(
            [".Transformer", ".Pooling", ".Normalize"],
            JsonNode.Parse(File.ReadAllBytes(_folder.File("embeds/modules.json")))!.AsArray()
                .Select(module => Path.GetExtension(module!["type"]!.GetValue<string>())));
        Assert.Equal("{query}{document}", File.ReadAllText(_folder.File("scores/additional_chat_templates/rerank.jinja")));
        Assert.Null(PoolingFolder.Read(_folder.File("scores")));
    }

    private static void AssertClose(float[] expected, CausalModel model)
    {
        var actual = model.Logits(model.States(tensor(SmallModel.Text).unsqueeze(0), training: false), training: false)
            .detach().flatten().data<float>().ToArray();
        var tolerance = 1e-4f * expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static byte[] Bytes(SourceModel model, string name)
    {
        var tensor = model.Tensors[name];
        var bytes = new byte[tensor.Description.Bytes];
        FileRange.Read(tensor.File, bytes, tensor.Position);
        return bytes;
    }

    private string Export(TrainedModel trained, string folder = "tuned")
    {
        var target = GgufModelWriter.FileIn(_folder.File(folder), "f32");
        new GgufModelWriter(trained, QuantizationType.Find("f32")!, DiskSpace.Real).Write(target, (_, _) => { }, Cancellation);
        return target;
    }
}
