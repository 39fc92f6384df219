using Grpc.Core;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Host.Tests.Samples;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Tests.Calls;

public class DispatcherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly PredictOptions Wait = new() { Prompt = "wait" };
    private readonly Plugin _text = Manifests.Plugin("text");

    [Fact]
    public async Task Without_a_model_a_declared_rpc_asks_for_one()
    {
        await using var host = await RunningHost.StartAsync(null, _text);

        var status = await StatusOf(async () => await host.Client.PredictAsync(new(), cancellationToken: Cancel));

        Assert.Equal(StatusCode.FailedPrecondition, status.StatusCode);
        Assert.Equal("text: model not loaded; call LoadModel first", status.Detail);
    }

    [Fact]
    public async Task An_rpc_that_no_plugin_declares_is_unimplemented_streams_included()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        Func<Task>[] calls =
        [
            async () => await host.Client.RerankAsync(new(), cancellationToken: Cancel),
            () => host.Client.TTSStream(new(), cancellationToken: Cancel).ResponseStream.MoveNext(Cancel),
            () => host.Client.AudioTransformStream(cancellationToken: Cancel).ResponseStream.MoveNext(Cancel),
        ];
        foreach (var call in calls)
            Assert.Equal(StatusCode.Unimplemented, (await StatusOf(call)).StatusCode);
    }

    [Fact]
    public async Task An_rpc_of_another_plugin_asks_for_a_model_of_that_plugin()
    {
        var ranker = Manifests.Plugin("ranker", rpcs: ["Rerank"]);
        await using var host = await RunningHost.StartAsync(null, _text, ranker);
        host.Load(new TextModel("m"), _text);

        var status = await StatusOf(async () => await host.Client.RerankAsync(new(), cancellationToken: Cancel));

        Assert.Equal((StatusCode.FailedPrecondition, "ranker: model not loaded; call LoadModel first"),
            (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task An_rpc_that_the_loaded_model_cannot_serve_is_unimplemented_and_says_what_it_serves()
    {
        var text = Manifests.Plugin("text", rpcs: ["Predict", "PredictStream", "Embedding"]);
        await using var host = await RunningHost.StartAsync(null, text);
        host.Load(new TextModel("m"), text);

        var status = await StatusOf(async () => await host.Client.EmbeddingAsync(new(), cancellationToken: Cancel));

        Assert.Equal(StatusCode.Unimplemented, status.StatusCode);
        Assert.Contains("sample m", status.Detail);
        Assert.Contains("Predict, PredictStream", status.Detail);
    }

    [Fact]
    public async Task The_header_names_the_model_that_is_meant()
    {
        await using var host = await RunningHost.StartAsync(new ServerOptions { ModelsPerEngine = 2 }, _text);
        host.Load(new TextModel("one"), _text, "first");
        host.Load(new TextModel("two"), _text, "second");

        Assert.Equal("one", await Predict(host, "first"));
        Assert.Equal("two", await Predict(host, null));
        var status = await StatusOf(() => Predict(host, "third"));
        Assert.Equal((StatusCode.FailedPrecondition, "third: model not loaded; call LoadModel first"),
            (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task A_call_in_flight_finishes_on_the_model_that_was_replaced()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        var old = new TextModel("old");
        host.Load(old, _text, "a");
        var running = host.Client.PredictAsync(Wait, cancellationToken: Cancel).ResponseAsync;
        await old.Started();

        host.Load(new TextModel("new"), _text, "b");
        Assert.Equal("new", await Predict(host, null));
        old.Go();

        Assert.Equal("old", (await running).Message.ToStringUtf8());
        await old.Disposed;
    }

    [Fact]
    public async Task Free_cancels_what_does_not_end_by_itself_and_says_why()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        var model = new TextModel("m");
        host.Load(model, _text);
        var running = host.Client.PredictAsync(Wait, cancellationToken: Cancel).ResponseAsync;
        await model.Started();

        Assert.True((await host.Client.FreeAsync(new(), cancellationToken: Cancel)).Success);

        var status = await StatusOf(() => running);
        Assert.Equal((StatusCode.Cancelled, "the model was unloaded while this call ran"), (status.StatusCode, status.Detail));
        Assert.Equal(StatusCode.FailedPrecondition, (await StatusOf(() => Predict(host, null))).StatusCode);
        Assert.True((await host.Client.FreeAsync(new(), cancellationToken: Cancel)).Success);
    }

    [Fact]
    public async Task A_full_queue_is_resource_exhausted()
    {
        await using var host = await RunningHost.StartAsync(new ServerOptions { Queue = 0 }, _text);
        var model = new TextModel("m", parallelism: 1);
        host.Load(model, _text);
        var running = host.Client.PredictAsync(Wait, cancellationToken: Cancel).ResponseAsync;
        await model.Started();

        Assert.Equal(StatusCode.ResourceExhausted, (await StatusOf(() => Predict(host, null))).StatusCode);
        model.Go();
        await running;
    }

    [Fact]
    public async Task Cancelling_a_stream_cancels_the_engine()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        var model = new TextModel("m");
        var loaded = host.Load(model, _text);
        using var call = host.Client.PredictStream(Wait, cancellationToken: Cancel);
        await model.Started();

        call.Dispose();
        host.Router.RemoveAll();

        await loaded.Disposed;
    }

    [Fact]
    public async Task A_deadline_is_a_deadline()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        host.Load(new TextModel("m"), _text);

        var soon = DateTime.UtcNow.AddMilliseconds(1);
        var status = await StatusOf(async () => await host.Client.PredictAsync(Wait, null, soon, Cancel));

        Assert.Equal(StatusCode.DeadlineExceeded, status.StatusCode);
    }

    [Theory]
    [InlineData("refuse", StatusCode.InvalidArgument, "Prompt is 'refuse'.")]
    [InlineData("crash", StatusCode.Internal,
        "text failed unexpectedly in PredictStream (InvalidOperationException); the log of the host has the details.")]
    public async Task A_stream_that_fails_gives_what_it_had_and_then_the_status(string prompt, StatusCode code, string detail)
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        host.Load(new TextModel("m"), _text);
        using var call = host.Client.PredictStream(new PredictOptions { Prompt = prompt }, cancellationToken: Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.Equal("m", call.ResponseStream.Current.Message.ToStringUtf8());
        var status = await StatusOf(() => call.ResponseStream.MoveNext(Cancel));
        Assert.Equal((code, detail), (status.StatusCode, status.Detail));
    }

    [Fact]
    public async Task A_stream_arrives_whole_and_in_order()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        host.Load(new TextModel("m"), _text);
        using var call = host.Client.PredictStream(new PredictOptions { Tokens = 1000 }, cancellationToken: Cancel);

        var texts = new List<string>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync(Cancel))
            texts.Add(reply.Message.ToStringUtf8());

        Assert.Equal(["m", .. Enumerable.Range(0, 1000).Select(index => $"m{index}")], texts);
    }

    [Fact]
    public async Task The_first_message_does_not_wait_for_the_second()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        var model = new TextModel("m");
        host.Load(model, _text);
        using var call = host.Client.PredictStream(Wait, cancellationToken: Cancel);

        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        model.Go();
        Assert.False(await call.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task A_stopping_host_cancels_calls_and_refuses_new_ones()
    {
        await using var host = await RunningHost.StartAsync(null, _text);
        var model = new TextModel("m");
        host.Load(model, _text);
        var running = host.Client.PredictAsync(Wait, cancellationToken: Cancel).ResponseAsync;
        await model.Started();

        host.State.Drain();
        Assert.Equal(StatusCode.Unavailable, (await StatusOf(() => Predict(host, null))).StatusCode);
        Assert.Equal("OK", (await host.Client.HealthAsync(new(), cancellationToken: Cancel)).Message.ToStringUtf8());
        host.State.Stop();

        Assert.Equal("The host is shutting down.", (await StatusOf(() => running)).Detail);
    }

    private static async Task<string> Predict(RunningHost host, string? model)
    {
        var headers = model is null ? null : new Metadata { { "localai-model", model } };
        return (await host.Client.PredictAsync(new PredictOptions(), headers, cancellationToken: Cancel)).Message.ToStringUtf8();
    }

    private static async Task<Status> StatusOf(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).Status;
}
