using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Calls;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Devices;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Host.Tests.Samples;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Host.Tests.Calls;

public class StatelessEnginesTests
{
    private const string Rpc = "StartFineTune";

    [Theory]
    [InlineData(true, null, "trainer-cuda")]
    [InlineData(false, null, "trainer")]
    [InlineData(true, "cpu", "trainer")]
    public void The_variant_for_the_best_device_answers(bool hasGpu, string? device, string expected)
    {
        Plugin[] plugins = [Variant("trainer", "cpu"), Variant("trainer-cuda", "cuda")];
        Assert.Equal(expected, Engines(plugins, hasGpu, device).NameFor(Rpc));
    }

    [Fact]
    public void The_variant_that_is_active_answers_whatever_the_devices()
    {
        var active = Variant("trainer", "cpu");
        active.Standing = Standing.Active;
        Assert.Equal("trainer", Engines([Variant("trainer-cuda", "cuda"), active], hasGpu: true, device: null).NameFor(Rpc));
    }

    [Fact]
    public void Of_different_engines_the_one_of_higher_priority_answers()
    {
        Plugin[] plugins =
        [
            Variant("trainer-cuda", "cuda"),
            Manifests.Plugin("other", stateless: [Rpc], priority: 1),
        ];
        Assert.Equal("other", Engines(plugins, hasGpu: true, device: null).NameFor(Rpc));
    }

    [Fact]
    public void Nobody_answers_what_no_manifest_calls_stateless() =>
        Assert.Equal("the host", Engines([Manifests.Plugin("llama")], hasGpu: false, device: null).NameFor(Rpc));

    private static Plugin Variant(string name, string device) =>
        Manifests.Plugin(name, devices: [device], engine: "trainer", stateless: [Rpc]);

    private static StatelessEngines Engines(Plugin[] plugins, bool hasGpu, string? device)
    {
        var options = new ServerOptions { Device = device is not null && DeviceWish.TryParse(device, out var wish) ? wish : null };
        var devices = new DeviceChooser(new DeviceInventory(
            kind => hasGpu && kind == DeviceKind.Cuda ? [new FoundDevice("cuda", 0, "a GPU")] : []));
        var catalog = new PluginCatalog(plugins, [], null);
        var contexts = new EngineContexts(NullLoggerFactory.Instance, new CapabilityResolver(new Router(1)), devices, options);
        return new StatelessEngines(
            catalog, new PluginActivator(catalog, contexts, NullLogger<PluginActivator>.Instance), devices, options);
    }
}
