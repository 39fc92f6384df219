using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Rpcs;

/// <summary>A host without any plugin.</summary>
public sealed class NoPluginTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.WithZooAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_engine_rpc_is_unimplemented_at_once_also_before_a_stream_is_closed()
    {
        Assert.Equal(39, AnyRpc.OfEngines.Count);
        foreach (var rpc in AnyRpc.OfEngines)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(
                async () => await AnyRpc.OpenAsync(_host.Invoker, rpc, RunningHost.Soon(), "{}").FirstAsync(TestContext.Current.CancellationToken));
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
        var result = await _host.TryLoadAsync(new ModelOptions { Model = "tiny.gguf", ModelFile = "/no/such/tiny.gguf" });

        Assert.False(result.Success);
        Assert.Contains("no plugins", result.Message, StringComparison.Ordinal);
        Assert.Contains("/no/such/tiny.gguf", result.Message, StringComparison.Ordinal);
    }
}
