using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Rpcs;

/// <summary>A host without any plugin.</summary>
public class NoPluginTests(NoPluginTests.EmptyHost empty) : IClassFixture<NoPluginTests.EmptyHost>
{
    private readonly RunningHost _host = empty.Host;

    [Fact]
    public async Task Every_engine_rpc_is_unimplemented_at_once_also_before_a_stream_is_closed()
    {
        Assert.Equal(39, AnyRpc.OfEngines.Count);
        foreach (var rpc in AnyRpc.OfEngines)
        {
            var answers = AnyRpc.OpenAsync(_host.Invoker, rpc, RunningHost.Soon(), "{}");
            var refused = await Assert.ThrowsAsync<RpcException>(
                async () => await answers.FirstAsync(TestContext.Current.CancellationToken));
            Assert.Equal((rpc, StatusCode.Unimplemented), (rpc, refused.StatusCode));
            Assert.Contains(rpc, refused.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_host_answers_its_own_rpcs()
    {
        Assert.Equal("OK", (await _host.Client.HealthAsync(new(), RunningHost.Soon())).Message.ToStringUtf8());
        Assert.True((await _host.Client.FreeAsync(new(), RunningHost.Soon())).Success);
        Assert.Equal(StatusResponse.Types.State.Uninitialized, (await _host.Client.StatusAsync(new(), RunningHost.Soon())).State);
    }

    [Fact]
    public async Task A_load_fails_and_says_that_there_are_no_plugins()
    {
        // A host of its own, because a failed load shows in Status.
        await using var host = await RunningHost.WithZooAsync();

        var result = await host.TryLoadAsync(new ModelOptions { Model = "tiny.gguf", ModelFile = "/no/such/tiny.gguf" });

        Assert.False(result.Success);
        Assert.Contains("no plugins", result.Message, StringComparison.Ordinal);
        Assert.Contains("/no/such/tiny.gguf", result.Message, StringComparison.Ordinal);
        Assert.Equal(StatusResponse.Types.State.Error, (await host.Client.StatusAsync(new(), RunningHost.Soon())).State);
    }

    public sealed class EmptyHost : SharedHost
    {
        internal override Task<RunningHost> StartAsync() => RunningHost.WithZooAsync();
    }
}
