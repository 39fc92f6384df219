using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.PromptCache;

/// <summary>PromptCachePath, PromptCacheAll and PromptCacheRO as a client sees them; every load stands for a host of its own.</summary>
public sealed class PromptCachePathTests : IDisposable
{
    private const string Beginning = StoriesModel.Prompt + ", there was a little girl named Lily. She loved to play outside in the park.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_prompt_survives_a_restart(bool all)
    {
        var (first, computed) = await PredictAsync(Request(all));
        var (second, computedAgain) = await PredictAsync(Request(all));

        Assert.Equal(first, second);
        Assert.True(computed > 20);
        Assert.Equal(1, computedAgain);
    }

    [Fact]
    public async Task With_all_the_answer_is_in_the_file_too()
    {
        var (text, _) = await PredictAsync(Request(all: true));
        var (_, computed) = await PredictAsync(Request(all: true, prompt: Beginning + text));
        var (_, computedOther) = await PredictAsync(Request(all: false, prompt: Beginning + text, path: "other.cache"));

        // The last token of a text is sampled, never computed, and the answer may join words differently when read.
        Assert.InRange(computed, 1, 5);
        Assert.True(computedOther > 40);
    }

    [Fact]
    public async Task Read_only_uses_the_file_and_never_writes_it()
    {
        var readOnly = Request(all: true);
        readOnly.PromptCacheRO = true;

        await PredictAsync(readOnly);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        await PredictAsync(Request(all: false));
        var written = await File.ReadAllBytesAsync(_folder.File("story.cache"), TestContext.Current.CancellationToken);
        var (_, computed) = await PredictAsync(readOnly);

        Assert.Equal(1, computed);
        Assert.Equal(written, await File.ReadAllBytesAsync(_folder.File("story.cache"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_absolute_path_in_the_folder_of_the_models_is_the_same_file()
    {
        await PredictAsync(Request(all: false));
        var (_, computed) = await PredictAsync(Request(all: false, path: _folder.File("story.cache")));

        Assert.Equal(1, computed);
    }

    [Theory]
    [InlineData("../story.cache")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../story.cache")]
    [InlineData(".")]
    [InlineData("a\0b")]
    public async Task A_path_that_leaves_the_folder_is_refused(string path)
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => PredictAsync(Request(all: false, path: path)));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("PromptCachePath is '", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_another_model_or_other_settings_is_refused_and_kept()
    {
        await PredictAsync(Request(all: false));
        var written = await File.ReadAllBytesAsync(_folder.File("story.cache"), TestContext.Current.CancellationToken);

        foreach (var change in (Action<ModelOptions>[])
            [
                options => options.ModelFile = TestFiles.SharedModel("llm/stories260K-q8_0.gguf"),
                options => options.CacheTypeKey = "f32",
                options => options.LoraAdapters.Add(TestFiles.SharedModel("llm/lora.gguf")),
            ])
        {
            var refusal = await Assert.ThrowsAsync<EngineException>(() => PredictAsync(Request(all: true), change));
            Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
            Assert.Contains("PromptCachePath 'story.cache' holds the prompt cache of another model", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Equal(written, await File.ReadAllBytesAsync(_folder.File("story.cache"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_larger_context_uses_the_file_and_a_smaller_one_computes()
    {
        await PredictAsync(Request(all: true, tokens: 300));
        var (_, larger) = await PredictAsync(Request(all: false), options => options.ContextSize = 1024);
        var (text, smaller) = await PredictAsync(Request(all: false), options => options.ContextSize = 256);

        Assert.Equal(1, larger);
        Assert.True(smaller > 20);
        Assert.NotEmpty(text);
    }

    private PredictOptions Request(bool all, string prompt = Beginning, string path = "story.cache", int tokens = 40) => new()
    {
        Prompt = prompt,
        Tokens = tokens,
        PromptCachePath = path,
        PromptCacheAll = all,
    };

    private async Task<(string Text, int Computed)> PredictAsync(PredictOptions request, Action<ModelOptions>? change = null)
    {
        await using var model = await StoriesEngine.LoadAsync(options =>
        {
            options.ModelPath = _folder.Path;
            change?.Invoke(options);
        });
        var text = await model.TellAsync(request);
        var metrics = await ((IModelMetrics)model).GetMetricsAsync(new MetricsRequest(), TestContext.Current.CancellationToken);
        return (text, metrics.PromptTokensProcessed);
    }
}
