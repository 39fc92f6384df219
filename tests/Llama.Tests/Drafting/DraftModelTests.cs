using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Drafting;

public sealed class DraftModelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Writes_the_known_story_and_most_guesses_come_true(int slots)
    {
        await using var model = await StoriesEngine.LoadAsync(options =>
        {
            options.DraftModel = TestFiles.SharedModel("llm/stories260K-q8_0.gguf");
            options.Options.Add([$"parallel:{slots}", "spec_p_min:0.3", "kv_unified:false"]);
            options.ContextSize = 512 * slots;
        });

        var stories = await Task.WhenAll(Enumerable.Range(0, slots).Select(_ => model.TellAsync(Story(100))));
        var again = await model.TellAsync(Story(100));

        Assert.All(stories, story => Assert.Equal(StoriesModel.Story, story));
        Assert.Equal(StoriesModel.Story, again);
        Assert.InRange(await AcceptanceAsync(model), 0.5, 1);
    }

    [Fact]
    public async Task Lookup_writes_the_known_story_too()
    {
        await using var model = await StoriesEngine.LoadAsync(options => options.Options.Add(["spec_type:ngram-simple", "spec_ngram_size_n:1"]));

        Assert.Equal(StoriesModel.Story, await model.TellAsync(Story(100)));
        Assert.InRange(await AcceptanceAsync(model), 0.01, 1);
    }

    [Fact]
    public async Task Without_drafts_the_metrics_say_nothing_of_them()
    {
        await using var model = await StoriesEngine.LoadAsync();
        await model.TellAsync(Story(10));

        Assert.Empty((await ((IModelMetrics)model).GetMetricsAsync(new MetricsRequest(), Cancellation)).PromptJsonForSlot);
    }

    [Fact]
    public async Task A_prompt_longer_than_a_batch_is_drafted_for_as_well()
    {
        await using var model = await StoriesEngine.LoadAsync(options =>
        {
            options.DraftModel = TestFiles.SharedModel("llm/stories260K-q8_0.gguf");
            options.NBatch = 16;
            options.Options.Add("spec_p_min:0");
        });
        await using var plain = await StoriesEngine.LoadAsync();
        var request = new PredictOptions { Prompt = StoriesModel.Prompt + StoriesModel.Story, Tokens = 40 };

        Assert.Equal(await plain.TellAsync(request), await model.TellAsync(request));
        Assert.InRange(await AcceptanceAsync(model), 0.3, 1);
    }

    [Fact]
    public async Task A_draft_model_with_another_vocabulary_is_refused()
    {
        using var folder = new TemporaryFolder();
        var other = folder.Write("other.gguf", TinyLlama.Write());

        var refusal = await StoriesEngine.RefusalAsync(options => options.DraftModel = other);

        Assert.Equal("DraftModel: 'other.gguf' has another vocabulary than 'stories260K-f32.gguf' (262 tokens instead of 512); "
            + "use a draft model of the same family.", refusal);
    }

    [Theory]
    [InlineData("../x.gguf", "DraftModel is '../x.gguf', which leaves its folder")]
    [InlineData("a\0b", "DraftModel is 'a?b', expected a path without control characters")]
    public async Task A_path_that_leaves_the_folder_is_refused(string path, string message) =>
        Assert.Contains(message, await StoriesEngine.RefusalAsync(options => options.DraftModel = path), StringComparison.Ordinal);

    [Fact]
    public async Task A_draft_model_that_is_no_model_is_refused()
    {
        Assert.StartsWith("DraftModel: lora.gguf: it is a LoRA adapter",
            await StoriesEngine.RefusalAsync(options => options.DraftModel = TestFiles.SharedModel("llm/lora.gguf")), StringComparison.Ordinal);
    }

    private static PredictOptions Story(int tokens) => new() { Prompt = StoriesModel.Prompt, Tokens = tokens };

    private static async Task<double> AcceptanceAsync(IModel model)
    {
        var metrics = await ((IModelMetrics)model).GetMetricsAsync(new MetricsRequest(), Cancellation);
        using var json = JsonDocument.Parse(metrics.PromptJsonForSlot);
        var (drafted, accepted) = (json.RootElement.GetProperty("draft_tokens").GetInt32(), json.RootElement.GetProperty("accepted_draft_tokens").GetInt32());
        Assert.Equal((double)accepted / drafted, json.RootElement.GetProperty("draft_acceptance").GetDouble(), 1e-3);
        return (double)accepted / drafted;
    }
}
