using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Loading;

public class LoadModelTests
{
    [Fact]
    public async Task Health_and_status_answer_while_a_load_is_held_and_the_log_shows_its_progress()
    {
        await using var host = await RunningHost.StartAsync(new HostSettings
        {
            Zoo = ["SlowLoad"],
            Environment = new Dictionary<string, string> { ["LOCALAI_LOG_LEVEL"] = "debug" },
        });
        await using var gate = new LoadGate();
        var load = host.TryLoadAsync(gate.Model);
        await gate.StartedAsync();
        await host.Process.Errors.WaitForAsync("slow-load: 50 %", TestContext.Current.CancellationToken);

        Assert.Equal("OK", (await host.Client.HealthAsync(new(), RunningHost.Soon())).Message.ToStringUtf8());
        Assert.Equal(StatusResponse.Types.State.Busy, (await host.Client.StatusAsync(new(), RunningHost.Soon())).State);
        Assert.True((await host.Client.FreeAsync(new(), RunningHost.Soon())).Success);
        var early = await AnyRpc.StatusOfAsync(host.Invoker, "ModelMetadata", RunningHost.Soon());
        Assert.Equal(StatusCode.FailedPrecondition, early.StatusCode);

        await gate.ReleaseAsync();
        Assert.True((await load).Success);
        Assert.Equal("loaded at last", await host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task A_load_whose_client_goes_away_is_cancelled_and_the_next_one_works()
    {
        await using var host = await RunningHost.WithZooAsync("SlowLoad");
        await using (var gate = new LoadGate())
        {
            using var client = new CancellationTokenSource();
            var options = RunningHost.Soon().WithCancellationToken(client.Token);
            var load = host.Client.LoadModelAsync(gate.Model, options).ResponseAsync;
            await gate.StartedAsync();
            await client.CancelAsync();
            await gate.CancelledAsync();
            Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => load)).StatusCode);
        }

        await using var open = new LoadGate();
        var second = host.TryLoadAsync(open.Model);
        await open.StartedAsync();
        await open.ReleaseAsync();
        Assert.True((await second).Success);
    }

    [Fact]
    public async Task Two_loads_at_once_both_succeed()
    {
        await using var host = await RunningHost.WithZooAsync("SlowLoad");
        await using var first = new LoadGate();
        await using var second = new LoadGate();
        var loads = new[] { host.TryLoadAsync(first.Model), host.TryLoadAsync(second.Model) };

        await Task.WhenAll(ReleaseWhenStarted(first), ReleaseWhenStarted(second));

        Assert.All(await Task.WhenAll(loads), result => Assert.True(result.Success, result.Message));
        Assert.Equal("loaded at last", await host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task Loading_again_replaces_the_model()
    {
        await using var host = await RunningHost.WithMirrorAsync();

        await host.LoadAsync("second", "plugin:mirror");
        Assert.Equal("second", await host.AskWhoAnswersAsync());
        var gone = await Assert.ThrowsAsync<RpcException>(() => host.AskWhoAnswersAsync("mirror"));
        Assert.Equal(StatusCode.FailedPrecondition, gone.StatusCode);

        await host.LoadAsync("mirror");
        Assert.Equal("mirror", await host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task A_stream_finishes_on_the_model_that_a_load_replaces()
    {
        await using var host = await RunningHost.WithMirrorAsync();
        using var call = host.Client.AudioToAudioStream(RunningHost.Soon());
        await AskAsync("before");

        await host.LoadAsync("mirror");

        await AskAsync("after");
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        async Task AskAsync(string what)
        {
            var question = new AudioToAudioRequest { Control = new AudioToAudioControl { Event = what } };
            await call.RequestStream.WriteAsync(question, TestContext.Current.CancellationToken);
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            Assert.Equal(what, call.ResponseStream.Current.Event);
        }
    }

    [Fact]
    public async Task Free_ends_a_stream_and_leaves_the_host_ready_for_the_next_load()
    {
        await using var host = await RunningHost.WithMirrorAsync();
        using var call = host.Client.PredictStream(new PredictOptions { Prompt = "endless" }, RunningHost.Soon());
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Assert.True((await host.Client.FreeAsync(new(), RunningHost.Within(TimeSpan.FromSeconds(5)))).Success);

        var end = await Assert.ThrowsAsync<RpcException>(
            () => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Cancelled, end.StatusCode);
        await host.LoadAsync("mirror");
        Assert.Equal("mirror", await host.AskWhoAnswersAsync());
    }

    private static async Task ReleaseWhenStarted(LoadGate gate)
    {
        await gate.StartedAsync();
        await gate.ReleaseAsync();
    }
}
