using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Processes;

public class TerminationTests
{
    [Fact]
    public async Task Ends_with_0_when_it_is_idle()
    {
        await using var host = await RunningHost.WithZooAsync();

        Signals.Terminate(host.Process.Id);

        Assert.Equal(0, await host.Process.EndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ends_with_0_and_closes_a_stream_that_would_never_end()
    {
        await using var host = await RunningHost.WithMirrorAsync();
        using var call = host.Client.PredictStream(new PredictOptions { Prompt = "endless" }, RunningHost.Soon());
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Signals.Terminate(host.Process.Id);

        var end = await Assert.ThrowsAsync<RpcException>(
            () => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Cancelled, end.StatusCode);
        Assert.Equal(0, await host.Process.EndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ends_with_0_during_a_load()
    {
        await using var host = await RunningHost.WithZooAsync("SlowLoad");
        await using var gate = new LoadGate();
        var load = host.Client.LoadModelAsync(gate.Model, RunningHost.Soon()).ResponseAsync;
        await gate.StartedAsync();

        Signals.Terminate(host.Process.Id);

        await gate.CancelledAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => load)).StatusCode);
        Assert.Equal(0, await host.Process.EndAsync(TestContext.Current.CancellationToken));
    }
}
