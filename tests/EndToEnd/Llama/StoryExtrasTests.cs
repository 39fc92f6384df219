using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>Drafts, adapters and prompt caches through a host: what fits, what does not, and what outlives the host.</summary>
public sealed class StoryExtrasTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caches-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_prompt_cache_survives_the_host()
    {
        var (first, computed) = await PredictAsync();
        var (second, computedAgain) = await PredictAsync();

        Assert.Equal(first, second);
        Assert.True(computed > 10);
        Assert.Equal(1, computedAgain);
    }

    [Fact]
    public async Task What_belongs_to_another_model_is_one_sentence_and_the_host_answers_on()
    {
        await PredictAsync();
        await using var host = await StoryHost.StartAsync(Model(), new HostSettings());
        var expected = (await host.Client.PredictAsync(StoryHost.Greedy("Once upon a time", 20), RunningHost.Soon())).Message;
        foreach (var (change, message) in (IEnumerable<(Action<ModelOptions>, string)>)
            [
                (model => model.LoraAdapters.Add(model.ModelFile), "LoRA adapter: stories260K-f32.gguf: it is not an adapter"),
                (model => model.DraftModel = Repository.Model("llm/lora.gguf"), "DraftModel: lora.gguf: it is a LoRA adapter"),
                (model => model.Reranking = true, "has no classification head"),
            ])
        {
            var model = Model();
            change(model);
            var refused = await host.TryLoadAsync(model);
            Assert.False(refused.Success);
            Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        }

        var q8 = Model();
        q8.ModelFile = Repository.Model("llm/stories260K-q8_0.gguf");
        Assert.True((await host.TryLoadAsync(q8)).Success);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.PredictAsync(Request(), RunningHost.Soon()));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("holds the prompt cache of another model", error.Status.Detail, StringComparison.Ordinal);
        Assert.True((await host.TryLoadAsync(Model())).Success);
        Assert.Equal(expected, (await host.Client.PredictAsync(StoryHost.Greedy("Once upon a time", 20), RunningHost.Soon())).Message);
    }

    private ModelOptions Model()
    {
        var model = StoryHost.Model;
        model.ModelPath = _folder;
        return model;
    }

    private static PredictOptions Request()
    {
        var request = StoryHost.Greedy("Once upon a time, there was a little girl named Lily. She loved to play", 20);
        request.PromptCachePath = "story.cache";
        return request;
    }

    private async Task<(string Text, int Computed)> PredictAsync()
    {
        await using var host = await StoryHost.StartAsync(Model());
        var reply = await host.Client.PredictAsync(Request(), RunningHost.Soon());
        var metrics = await host.Client.GetMetricsAsync(new MetricsRequest(), RunningHost.Soon());
        return (reply.Message.ToStringUtf8(), metrics.PromptTokensProcessed);
    }
}
