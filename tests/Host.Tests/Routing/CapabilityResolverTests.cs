using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Host.Tests.Samples;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Host.Tests.Routing;

public class CapabilityResolverTests
{
    private static readonly PredictOptions Wait = new() { Prompt = "wait" };
    private readonly Router _router = new(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lends_the_latest_model_or_the_one_that_is_named()
    {
        Load(new TextModel("one"), "first");
        Load(new TextModel("two"), "second");

        Assert.Equal("two", await Ask(null));
        Assert.Equal("one", await Ask("first"));
    }

    [Fact]
    public void What_no_model_offers_is_null()
    {
        Load(new TextModel("one"), "first");

        Assert.Null(new CapabilityResolver(_router).Acquire<IReranker>());
        Assert.Null(new CapabilityResolver(_router).Acquire<ITextGenerator>("other"));
    }

    [Fact]
    public async Task A_lent_model_lives_until_it_is_given_back()
    {
        var loaded = Load(new TextModel("one"), "first");
        var lease = new CapabilityResolver(_router).Acquire<ITextGenerator>()!;

        _router.RemoveAll();
        Assert.False(loaded.Disposed.IsCompleted);
        lease.Dispose();
        lease.Dispose();

        await loaded.Disposed;
    }

    [Fact]
    public async Task Lent_calls_take_turns_with_the_others()
    {
        var model = new TextModel("one", parallelism: 1);
        var loaded = Load(model, "first");
        using var lease = new CapabilityResolver(_router).Acquire<ITextGenerator>()!;
        var turn = await loaded.Gate.EnterAsync("Predict", Cancel);

        var call = lease.Capability.PredictAsync(new PredictOptions(), Cancel);
        Assert.False(call.IsCompleted);
        turn!.Dispose();

        Assert.Equal("one", (await call).Message.ToStringUtf8());
    }

    [Fact]
    public async Task Lent_streams_arrive_whole_and_give_their_turn_back()
    {
        Load(new TextModel("m", parallelism: 1), "first");
        using var lease = new CapabilityResolver(_router).Acquire<ITextGenerator>()!;

        for (var round = 0; round < 2; round++)
        {
            var texts = new List<string>();
            await foreach (var reply in lease.Capability.PredictStreamAsync(new PredictOptions { Tokens = 2 }, Cancel))
                texts.Add(reply.Message.ToStringUtf8());
            Assert.Equal(["m", "m0", "m1"], texts);
        }
    }

    [Fact]
    public async Task Lent_calls_end_when_the_model_is_unloaded()
    {
        var model = new TextModel("one");
        var loaded = Load(model, "first");
        using var lease = new CapabilityResolver(_router).Acquire<ITextGenerator>()!;
        var call = lease.Capability.PredictAsync(Wait, Cancel);
        await model.Started();

        loaded.CancelCalls();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_lent_engines_refusal_arrives_as_it_is()
    {
        Load(new TextModel("one"), "first");
        using var lease = new CapabilityResolver(_router).Acquire<ITextGenerator>()!;

        var refusal = await Assert.ThrowsAsync<EngineException>(() =>
            lease.Capability.PredictAsync(new PredictOptions { Prompt = "refuse" }, Cancel));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
    }

    private async Task<string> Ask(string? model)
    {
        using var lease = new CapabilityResolver(_router).Acquire<ITextGenerator>(model)!;
        return (await lease.Capability.PredictAsync(new PredictOptions(), Cancel)).Message.ToStringUtf8();
    }

    private LoadedModel Load(TextModel model, string name)
    {
        var loaded = new LoadedModel(model, Manifests.Plugin("text"), name, 8, NullLogger.Instance, CancellationToken.None);
        _router.Add(loaded);
        return loaded;
    }
}
