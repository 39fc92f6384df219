using LocalAI.Plugins.Host.Tests.Samples;
using LocalAI.Plugins.Protocol;
using State = LocalAI.Plugins.Protocol.StatusResponse.Types.State;

namespace LocalAI.Plugins.Host.Tests.Health;

public class StatusReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_what_the_models_do_and_what_memory_they_use()
    {
        var plugin = Manifests.Plugin("text");
        await using var host = await RunningHost.StartAsync(null, plugin);
        Assert.Equal(State.Uninitialized, (await host.Client.StatusAsync(new(), cancellationToken: Cancel)).State);

        var model = new TextModel("m") { Memory = new Dictionary<string, ulong> { ["weights"] = 70, ["kv_cache"] = 30 } };
        host.Load(model, plugin, "story");
        var ready = await host.Client.StatusAsync(new(), cancellationToken: Cancel);
        Assert.Equal((State.Ready, 100UL), (ready.State, ready.Memory.Total));
        Assert.Equal(70UL, ready.Memory.Breakdown["weights"]);
        Assert.Equal(30UL, ready.Memory.Breakdown["story@cpu/kv_cache"]);

        var running = host.Client.PredictAsync(new PredictOptions { Prompt = "wait" }, cancellationToken: Cancel).ResponseAsync;
        await model.Started();
        Assert.Equal(State.Busy, (await host.Client.StatusAsync(new(), cancellationToken: Cancel)).State);
        model.Go();
        await running;
    }

    [Fact]
    public async Task Sums_the_memory_of_several_models()
    {
        await using var host = await RunningHost.StartAsync();
        foreach (var name in new[] { "a", "b" })
        {
            var memory = new Dictionary<string, ulong> { ["weights"] = 5 };
            host.Load(new TextModel(name) { Memory = memory }, Manifests.Plugin(name), name);
        }

        var status = await host.Client.StatusAsync(new(), cancellationToken: Cancel);

        Assert.Equal((10UL, 10UL), (status.Memory.Total, status.Memory.Breakdown["weights"]));
    }

    [Fact]
    public async Task Shows_figures_beside_the_memory_and_in_no_sum()
    {
        await using var host = await RunningHost.StartAsync();
        host.Load(new TextModel("m") { Figures = new Dictionary<string, ulong> { ["rows"] = 12 } }, Manifests.Plugin("text"), "story");

        var status = await host.Client.StatusAsync(new(), cancellationToken: Cancel);

        Assert.Equal(12UL, status.Memory.Breakdown["story@cpu#rows"]);
        Assert.Equal(0UL, status.Memory.Total);
    }

    [Fact]
    public async Task A_failed_load_without_a_model_is_an_error_state()
    {
        await using var host = await RunningHost.StartAsync();

        Assert.False((await host.Client.LoadModelAsync(new ModelOptions { Model = "x" }, cancellationToken: Cancel)).Success);

        Assert.Equal(State.Error, (await host.Client.StatusAsync(new(), cancellationToken: Cancel)).State);
    }
}
