using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Calls;

/// <summary>A model that works on one call at a time.</summary>
public class AdmissionTests
{
    [Fact]
    public async Task A_call_waits_for_its_turn_and_one_too_many_is_refused()
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = ["Mirror"], Flags = ["--queue", "1"] });
        await host.LoadAsync("mirror", "parallel:1");
        using var holding = host.Client.PredictStream(new PredictOptions { Prompt = "endless" }, RunningHost.Soon());
        Assert.True(await holding.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        var statuses = new[] { PredictAsync(host), PredictAsync(host) };
        var refused = await await Task.WhenAny(statuses);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal("OK", (await host.Client.HealthAsync(new(), RunningHost.Soon())).Message.ToStringUtf8());

        holding.Dispose();
        Assert.Contains(await Task.WhenAll(statuses), status => status.StatusCode == StatusCode.OK);
    }

    private static Task<Status> PredictAsync(RunningHost host) =>
        AnyRpc.StatusOfAsync(host.Invoker, "Predict", RunningHost.Soon(), """{ "Prompt": "hi" }""");
}
