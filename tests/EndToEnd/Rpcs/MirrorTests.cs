using System.Text.Json.Nodes;
using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Rpcs;

/// <summary>A host whose one plugin serves all 39 engine RPCs.</summary>
public sealed class MirrorTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.WithZooAsync("Mirror");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_rpc_brings_the_request_to_the_engine_and_its_answer_back()
    {
        await _host.LoadAsync("mirror");

        Assert.Equal(AnyRpc.OfEngines.ToHashSet(), MirrorTable.Rows.Select(row => row.Rpc).ToHashSet());
        foreach (var (rpc, requests, answers) in MirrorTable.Rows)
        {
            var received = await AnyRpc.CallAsync(_host.Invoker, rpc, RunningHost.Soon(), requests)
                .ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(answers.Select(json => $"{rpc} {Canonical(json)}"), received.Select(json => $"{rpc} {Canonical(json)}"));
        }
    }

    [Fact]
    public async Task Without_a_model_stateless_rpcs_answer_and_the_others_ask_for_one()
    {
        foreach (var (rpc, requests, _) in MirrorTable.Rows)
        {
            var expected = MirrorTable.Stateless.Contains(rpc) ? StatusCode.OK : StatusCode.FailedPrecondition;
            var status = await AnyRpc.StatusOfAsync(_host.Invoker, rpc, RunningHost.Soon(), requests);
            Assert.Equal((rpc, expected), (rpc, status.StatusCode));
            if (expected != StatusCode.OK)
                Assert.Contains("mirror: model not loaded", status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task After_free_models_are_gone_until_the_next_load()
    {
        await _host.LoadAsync("mirror");
        Assert.Equal(StatusResponse.Types.State.Ready, (await _host.Client.StatusAsync(new(), RunningHost.Soon())).State);

        for (var round = 0; round < 2; round++)
        {
            Assert.True((await _host.Client.FreeAsync(new(), RunningHost.Soon())).Success);
            var status = await AnyRpc.StatusOfAsync(_host.Invoker, "Predict", RunningHost.Soon());
            Assert.Equal(StatusCode.FailedPrecondition, status.StatusCode);
        }
        Assert.Equal(StatusResponse.Types.State.Uninitialized, (await _host.Client.StatusAsync(new(), RunningHost.Soon())).State);

        await _host.LoadAsync("mirror");
        Assert.Equal("mirror", await _host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task Status_adds_up_the_memory_of_the_models()
    {
        await _host.LoadAsync("mirror");

        var status = await _host.Client.StatusAsync(new(), RunningHost.Soon());

        Assert.Equal(1024UL, status.Memory.Total);
        Assert.Equal(1000UL, status.Memory.Breakdown["weights"]);
        Assert.Equal(24UL, status.Memory.Breakdown["kv_cache"]);
    }

    private static string Canonical(string json) => JsonNode.Parse(json)!.ToJsonString();
}
