using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

/// <summary>A trained scorer in the engine that it is exported for, asked as LocalAI asks.</summary>
public sealed class RerankExportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_engine_orders_documents_by_the_scores_that_the_trained_model_gives()
    {
        NativeLibraries.Load(TestFiles.PluginFolder);
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var small = new SmallModel(ModelFamily.Qwen3, tied: true).WithAdapters(AdapterKind.Lora);
        using var generator = new Generator(4);
        var score = randn([1, 64], generator: generator).mul(0.3);
        var target = GgufModelWriter.FileIn(folder.File("judge"), "f32");
        new GgufModelWriter(
            small.Trained with { Purpose = ModelPurpose.Scoring, Score = score, RerankTemplate = "{query} a259 {document}" },
            QuantizationType.Find("f32")!, DiskSpace.Real).Write(target, (_, _) => { }, Cancellation);
        string[] documents = ["b260 c261", "d262", "z259 q280 r281", "a285"];

        await using var model = await LoadAsync(target);
        var result = await ((IReranker)model).RerankAsync(new RerankRequest { Query = "b286", Documents = { documents } }, Cancellation);

        var expected = new List<float>();
        foreach (var document in documents)
            expected.Add(small.Score(score, await TokensAsync(model, $"b286 a259 {document}")));
        Assert.Equal(Enumerable.Range(0, 4).OrderByDescending(index => expected[index]), result.Results.Select(each => each.Index));
        // The engine keeps keys and values in half precision.
        Assert.All(result.Results, each => Assert.Equal(expected[each.Index], each.RelevanceScore, 0.01f));
        Assert.True(expected.Max() - expected.Min() > 0.05);
    }

    private static async Task<long[]> TokensAsync(IModel model, string text)
    {
        var tokens = await ((ITokenizer)model).TokenizeStringAsync(new PredictOptions { Prompt = text }, Cancellation);
        return [.. tokens.Tokens.Select(token => (long)token)];
    }

    private static Task<IModel> LoadAsync(string file) => new LlamaEngine().LoadAsync(
        new ModelOptions { ModelFile = file, Reranking = true, ContextSize = 128, Threads = 1 },
        new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Abstractions.Device.Cpu,
            PluginFolder = TestFiles.PluginFolder,
            Progress = new Progress<float>(),
            Capabilities = new NoOthers(),
        }, Cancellation);

    private sealed class NoOthers : ICapabilityResolver
    {
        public CapabilityLease<T>? Acquire<T>(string? model = null) where T : class, ICapability => null;
    }
}
