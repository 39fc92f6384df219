using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Host.Tests.Samples;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Host.Tests.Routing;

public class RouterTests
{
    private static readonly Plugin Llama = Manifests.Plugin("llama");
    private static readonly Plugin Whisper = Manifests.Plugin("whisper");

    [Fact]
    public void The_latest_load_that_serves_an_rpc_answers()
    {
        var router = new Router(1);
        var first = Load(router, Llama, "a");
        var second = Load(router, Whisper, "b");

        Assert.Same(second, router.Acquire("Predict", null));
        Assert.Same(first, router.Acquire("Predict", "a"));
    }

    [Fact]
    public void An_rpc_that_no_model_serves_has_no_route()
    {
        var router = new Router(1);
        Load(router, Llama, "a");

        Assert.Null(router.Acquire("Rerank", null));
        Assert.Null(router.Acquire("Predict", "b"));
    }

    [Fact]
    public async Task A_second_load_of_an_engine_replaces_the_first()
    {
        var router = new Router(1);
        var old = Load(router, Llama, "a");
        var @new = Load(router, Llama, "b");

        Assert.Same(@new, router.Acquire("Predict", null));
        await old.Disposed;
    }

    [Fact]
    public async Task A_replaced_model_lives_until_its_last_call_ends()
    {
        var router = new Router(1);
        var old = Load(router, Llama, "a");
        Assert.Same(old, router.Acquire("Predict", null));
        Assert.Same(old, router.Acquire("Predict", null));

        Load(router, Llama, "b");
        old.Release();
        Assert.False(((TextModel)old.Model).Disposed.IsCompleted);
        Assert.False(old.Unloading.IsCancellationRequested);

        old.Release();
        await old.Disposed;
        Assert.True(((TextModel)old.Model).Disposed.IsCompleted);
        Assert.False(old.TryAcquire());
    }

    [Fact]
    public void The_least_recently_used_model_goes_first()
    {
        var router = new Router(2);
        var a = Load(router, Llama, "a");
        var b = Load(router, Llama, "b");
        router.Acquire("Predict", "a")!.Release();

        var c = Load(router, Llama, "c");

        Assert.Equal([c, a], router.Table.Models);
        Assert.False(b.TryAcquire());
    }

    [Fact]
    public void Another_engines_models_do_not_count()
    {
        var router = new Router(1);
        var a = Load(router, Llama, "a");
        var b = Load(router, Whisper, "b");

        Assert.Equal([b, a], router.Table.Models);
    }

    [Fact]
    public void Variants_are_one_engine()
    {
        var router = new Router(1);
        Load(router, Llama, "a");
        var b = Load(router, Manifests.Plugin("llama-cuda", engine: "llama"), "b");

        Assert.Equal([b], router.Table.Models);
    }

    [Fact]
    public void The_same_model_loaded_again_takes_no_second_place()
    {
        var router = new Router(2);
        var other = Load(router, Llama, "other");
        Load(router, Llama, "a");
        var again = Load(router, Llama, "a");

        Assert.Equal([again, other], router.Table.Models);
    }

    [Fact]
    public async Task Removing_all_leaves_no_route()
    {
        var router = new Router(1);
        var a = Load(router, Llama, "a");

        Assert.Equal([a], router.RemoveAll());
        Assert.Empty(router.RemoveAll());
        Assert.Null(router.Acquire("Predict", null));
        await a.Disposed;
    }

    [Fact]
    public async Task Many_callers_and_loads_at_once_dispose_every_model_once_and_never_one_in_use()
    {
        var router = new Router(1);
        Load(router, Llama, "0");
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var model = router.Acquire("Predict", null)!;
                Assert.False(((TextModel)model.Model).Disposed.IsCompleted);
                model.Release();
            }
        })).ToList();

        var loaded = Enumerable.Range(1, 500).Select(index => Load(router, Llama, index.ToString())).ToList();
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        router.RemoveAll();
        await Task.WhenAll(loaded.Select(model => model.Disposed));
    }

    private static LoadedModel Load(Router router, Plugin plugin, string name)
    {
        var loaded = new LoadedModel(new TextModel(name), plugin, name, 8, NullLogger.Instance, CancellationToken.None);
        router.Add(loaded);
        return loaded;
    }
}
