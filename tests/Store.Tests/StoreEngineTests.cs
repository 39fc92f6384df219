using System.Diagnostics.Metrics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Store.Tests;

public class StoreEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_namespace_in_memory_outlives_its_models_while_it_has_keys()
    {
        await using var engine = new StoreEngine();
        await using (var first = await LoadAsync(engine, "store://a"))
            await ((IVectorStore)first).StoresSetAsync(Vectors.Set(([1, 0], "kept")), Token);
        await using var second = await LoadAsync(engine, "store://a");
        await using var other = await LoadAsync(engine, "store://b");

        Assert.Single((await ((IVectorStore)second).StoresFindAsync(Vectors.Find(1, 1, 0), Token)).Keys);
        Assert.Empty((await ((IVectorStore)other).StoresFindAsync(Vectors.Find(1, 1, 0), Token)).Keys);
        Assert.Equal((1UL, 2UL), (second.Figures["rows"], second.Figures["dimension"]));
    }

    [Fact]
    public async Task The_engine_itself_answers_for_the_default_namespace()
    {
        await using var engine = new StoreEngine();
        await engine.StoresSetAsync(Vectors.Set(([1, 0], "default")), Token);
        await using var model = await LoadAsync(engine, "store://");

        Assert.Single((await ((IVectorStore)model).StoresGetAsync(Vectors.Get([1, 0]), Token)).Keys);
        await engine.StoresDeleteAsync(Vectors.Delete([1, 0]), Token);
        Assert.Empty((await engine.StoresFindAsync(Vectors.Find(1, 1, 0), Token)).Keys);
    }

    [Theory]
    [InlineData("faces")]
    [InlineData("store:/faces")]
    [InlineData("store://../faces")]
    [InlineData("store://a/b")]
    [InlineData("store://a\\b")]
    [InlineData("store://..")]
    [InlineData("store://a\nb")]
    public async Task Other_names_are_refused(string model)
    {
        await using var engine = new StoreEngine();

        var exception = await Assert.ThrowsAsync<EngineException>(() => LoadAsync(engine, model));

        Assert.Equal(EngineFailure.InvalidInput, exception.Failure);
        Assert.Contains(model, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_goes_to_the_meter()
    {
        var counted = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "LocalAI.Plugins.Store")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument.Name, 1, tags));
        listener.Start();
        await using var engine = new StoreEngine();
        await using var model = await LoadAsync(engine, "store://metered");
        var store = (IVectorStore)model;

        await store.StoresSetAsync(Vectors.Set(([1, 0], "a"), ([0, 1], "b")), Token);
        await store.StoresGetAsync(Vectors.Get([1, 0], [5, 5]), Token);
        await store.StoresFindAsync(Vectors.Find(1, 1, 0), Token);
        await Assert.ThrowsAsync<EngineException>(() => store.StoresFindAsync(Vectors.Find(0, 1, 0), Token));
        await store.StoresDeleteAsync(Vectors.Delete([1, 0]), Token);

        Assert.Equal(2, counted["store.keys.set"]);
        Assert.Equal(1, counted["store.keys.read"]);
        Assert.Equal(1, counted["store.keys.deleted"]);
        Assert.Equal(1, counted["store.find.duration"]);
        Assert.Equal(1, counted["store.calls.failed"]);

        void Count(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags[0].Value is "metered")
                counted[name] = counted.GetValueOrDefault(name) + value;
        }
    }

    [Fact]
    public void The_documentation_has_every_option()
    {
        var readme = File.ReadAllText(Path.Combine(SolutionFolder.Path, "plugins", "store", "README.md")).ReplaceLineEndings("\n");

        Assert.Contains(StoreOptions.Table(), readme, StringComparison.Ordinal);
    }

    private static Task<IModel> LoadAsync(StoreEngine engine, string model, params string[] options) => engine.LoadAsync(
        new ModelOptions { Model = model, Options = { options } },
        new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = AppContext.BaseDirectory,
            Progress = new Progress<float>(),
            Capabilities = null!,
        },
        Token);
}
