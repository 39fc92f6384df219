using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

/// <summary>What is exported against llama.cpp, which computes it from the file.</summary>
public sealed class GgufModelWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public GgufModelWriterTests() => NativeLibraries.Load(TestFiles.PluginFolder);

    public static TheoryData<string> Families => [.. ModelFamily.All.Select(family => family.Name)];

    private IEnumerable<string> Written =>
        Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "tuned")).Select(Path.GetFileName).OfType<string>();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Logits_of_the_merged_model_are_those_of_the_model_with_its_adapters(string family)
    {
        using var small = new SmallModel(Family(family)).WithAdapters(AdapterKind.Lokr);

        using var native = new NativeModel(Write(small.Trained, "f32"));

        AssertClose(small.Logits(), native.Logits(SmallModel.Text));
        Assert.Equal(["tuned-f32.gguf"], Written);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void An_exported_adapter_does_to_the_base_what_the_trained_one_does(string family)
    {
        using var small = new SmallModel(Family(family));
        var plain = small.Logits();
        var model = Write(small.Trained, "f32");
        small.WithAdapters(AdapterKind.Lora);
        var adapter = _folder.File("adapter.gguf");

        GgufAdapterWriter.Write(small.Trained, adapter, TestContext.Current.CancellationToken);

        using var native = new NativeModel(model, adapter);
        AssertClose(small.Logits(), native.Logits(SmallModel.Text));
        Assert.True(plain.Zip(small.Logits()).Max(pair => Math.Abs(pair.First - pair.Second)) > 0.5);
    }

    [Fact]
    public void An_adapter_and_the_merged_model_write_the_same_text()
    {
        using var small = new SmallModel(ModelFamily.Llama, tied: true);
        var model = Write(small.Trained, "f32", "base");
        small.WithAdapters(AdapterKind.Lora);
        var adapter = _folder.File("adapter.gguf");
        GgufAdapterWriter.Write(small.Trained, adapter, TestContext.Current.CancellationToken);
        using var applied = new NativeModel(model, adapter);
        using var merged = new NativeModel(Write(small.Trained, "f32"));

        Assert.Equal(Greedy(merged), Greedy(applied));
    }

    [Theory]
    [InlineData("f16")]
    [InlineData("bf16")]
    [InlineData("q8_0")]
    public void A_type_is_what_quantising_the_exact_export_gives(string type)
    {
        using var small = new SmallModel(ModelFamily.Qwen3).WithAdapters(AdapterKind.Loha);
        var exact = Write(small.Trained, "f32", "exact");

        var file = GgufFile.Open(Write(small.Trained, type));

        var expected = _folder.File("expected.gguf");
        new QuantizationWork(
            new() { Model = exact, Type = QuantizationType.Find(type)!, OutputFile = expected }, DiskSpace.Real, (_, _, _) => { },
            TestContext.Current.CancellationToken).Run();
        Assert.Equal(
            GgufFile.Open(expected).Tensors.Select(tensor => (tensor.Name, tensor.Type.Name)),
            file.Tensors.Select(tensor => (tensor.Name, tensor.Type.Name)));
        Assert.Equal(Data(expected), Data(file.Path));
        Assert.Equal("tuned", file.Name);
    }

    [Theory]
    [InlineData("f32")]
    [InlineData("q8_0")]
    public void A_model_that_came_from_a_GGUF_file_keeps_its_metadata_and_tokenizer(string type)
    {
        using var small = new SmallModel(ModelFamily.Llama);
        var before = GgufFile.Open(Write(small.Trained, "f32", "base"));
        small.WithAdapters(AdapterKind.Lora);
        var trained = small.Trained with { Base = new BaseFiles(before.Path) };

        var after = GgufFile.Open(Write(trained, type));

        Assert.Equal(before.Metadata.Values.Keys.Order(), after.Metadata.Values.Keys.Order());
        Assert.Equal(before.Tensors.Select(tensor => tensor.Name).Order(), after.Tensors.Select(tensor => tensor.Name).Order());
        Assert.Equal([$"tuned-{type}.gguf"], Written);
        using var native = new NativeModel(after.Path);
        AssertClose(small.Logits(), native.Logits(SmallModel.Text), type == "f32" ? 1e-4 : 0.1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Scores_are_the_logistic_function_of_the_trained_ones(bool fromGguf)
    {
        using var small = new SmallModel(ModelFamily.Qwen3, tied: true);
        var file = fromGguf ? new BaseFiles(Write(small.Trained, "f32", "base")) : small.Trained.Base;
        small.WithAdapters(AdapterKind.Lora);
        var score = randn(1, 64).mul(0.3);
        var trained = small.Trained with
        {
            Base = file,
            Purpose = ModelPurpose.Scoring,
            Score = score,
            RerankTemplate = "{query} {document}",
        };

        var written = GgufFile.Open(Write(trained, "f32"));

        using var native = new NativeModel(written.Path, embeds: true);
        Assert.Equal(4, native.Pooling);
        Assert.Equal(small.Score(score, SmallModel.Text), native.Embedding(SmallModel.Text)[0], 1e-4f);
        Assert.Equal("{query} {document}", written.Metadata.Text("tokenizer.chat_template.rerank"));
    }

    [Theory]
    [InlineData("llama", false)]
    [InlineData("qwen3", false)]
    [InlineData("qwen2", true)]
    public void Embeddings_are_the_mean_of_the_states(string family, bool fromGguf)
    {
        using var small = new SmallModel(Family(family));
        var file = fromGguf ? new BaseFiles(Write(small.Trained, "f32", "base")) : small.Trained.Base;
        small.WithAdapters(AdapterKind.Lora);

        var written = Write(small.Trained with { Base = file, Purpose = ModelPurpose.Embedding }, "f32");

        using var native = new NativeModel(written, embeds: true);
        Assert.Equal(1, native.Pooling);
        AssertClose(small.States().mean([1]).flatten().data<float>().ToArray(), native.Embedding(SmallModel.Text));
    }

    [Theory]
    [InlineData("loha")]
    [InlineData("lokr")]
    public void Adapters_that_llama_cpp_does_not_have_are_refused(string name)
    {
        using var small = new SmallModel(ModelFamily.Llama).WithAdapters(Enum.Parse<AdapterKind>(name, ignoreCase: true));

        var refusal = Assert.Throws<EngineException>(() => GgufAdapterWriter.Write(
            small.Trained, _folder.File("adapter.gguf"), TestContext.Current.CancellationToken));

        Assert.Equal($"llama.cpp applies LoRA adapters only, and these are {name} adapters; export the merged model instead, as "
            + "merged_16bit or gguf.", refusal.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_family_that_llama_cpp_does_not_score_with_is_refused()
    {
        using var small = new SmallModel(ModelFamily.Qwen2);

        var refusal = Assert.Throws<EngineException>(() =>
            Write(small.Trained with { Purpose = ModelPurpose.Scoring, Score = ones(1, 64) }, "f16"));

        Assert.Contains("with models of the family qwen3 only, and this one is of qwen2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0.1)]
    [InlineData(false, 0.5)]
    [InlineData(false, 0.9)]
    [InlineData(true, 0.1)]
    [InlineData(true, 0.7)]
    public void What_is_stopped_leaves_nothing(bool fromGguf, double when)
    {
        using var small = new SmallModel(ModelFamily.Llama);
        var file = fromGguf ? new BaseFiles(Write(small.Trained, "f32", "base")) : small.Trained.Base;
        using var stop = new CancellationTokenSource();
        var shares = new List<double>();

        Assert.ThrowsAny<OperationCanceledException>(() => Write(small.Trained with { Base = file }, "q8_0", stop: stop, report: share =>
        {
            shares.Add(share);
            if (share >= when)
                stop.Cancel();
        }));

        Assert.Equal(shares.Order(), shares);
        Assert.Empty(Written);
    }

    [Fact]
    public void A_disk_without_the_space_is_one_sentence()
    {
        using var small = new SmallModel(ModelFamily.Llama);
        var writer = new GgufModelWriter(small.Trained, QuantizationType.Find("f16")!, new DiskSpace(_ => 1000));

        var refusal = Assert.Throws<EngineException>(() => writer.Write(
            GgufModelWriter.FileIn(_folder.File("tuned"), "f16"), (_, _) => { }, TestContext.Current.CancellationToken));

        Assert.Equal(EngineFailure.ResourceExhausted, refusal.Failure);
        Assert.Matches(@"^The output needs 0\.\d MiB and .*tuned has 0\.0 MiB left; make space or choose another folder\.$", refusal.Message);
    }

    private static ModelFamily Family(string name) => ModelFamily.All.Single(family => family.Name == name);

    private string Write(
        TrainedModel trained, string type, string folder = "tuned", CancellationTokenSource? stop = null, Action<double>? report = null)
    {
        var target = GgufModelWriter.FileIn(_folder.File(folder), type);
        new GgufModelWriter(trained, QuantizationType.Find(type)!, DiskSpace.Real).Write(
            target, (share, _) => report?.Invoke(share), stop?.Token ?? TestContext.Current.CancellationToken);
        return target;
    }

    private static void AssertClose(float[] expected, float[] actual, double tolerance = 1e-4)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Max(Math.Abs);
        Assert.True(largest > 0.1);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * largest));
    }

    private static List<long> Greedy(NativeModel model)
    {
        var tokens = SmallModel.Text[..4].ToList();
        for (var i = 0; i < 20; i++)
        {
            var logits = model.Logits([.. tokens]);
            var last = logits.AsSpan(logits.Length - 300);
            tokens.Add(System.Numerics.Tensors.TensorPrimitives.IndexOfMax(last));
        }
        return tokens;
    }

    private static byte[] Data(string path)
    {
        var file = GgufFile.Open(path);
        return File.ReadAllBytes(path)[(int)file.DataStart..];
    }
}
