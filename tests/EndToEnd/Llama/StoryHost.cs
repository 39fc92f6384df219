using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>A host of dist/ with the story model loaded on four slots, shared by the tests of a class.</summary>
public sealed class StoryHost : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private RunningHost? _host;

    /// <summary>A model of a quarter of a million parameters that continues the beginning of a story.</summary>
    internal static ModelOptions Model => new()
    {
        Model = "stories260K",
        ModelFile = Repository.Model("llm/stories260K-f32.gguf"),
        ContextSize = 2048,
        Threads = 1,
        Options = { "parallel:4" },
    };

    /// <summary>The host; skips the test where the model is not there.</summary>
    internal async Task<RunningHost> StartedAsync()
    {
        var model = Model;
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _host ??= await StartAsync(model);
            return _host;
        }
        finally
        {
            _starting.Release();
        }
    }

    internal static async Task<RunningHost> StartAsync(ModelOptions model, HostSettings? settings = null)
    {
        var host = await RunningHost.StartAsync((settings ?? new HostSettings()) with { Zoo = null });
        var result = await host.TryLoadAsync(model);
        Assert.True(result.Success, result.Message);
        return host;
    }

    /// <summary>A request that has one right answer.</summary>
    internal static PredictOptions Greedy(string prompt, int tokens) =>
        new() { Prompt = prompt, Tokens = tokens, Temperature = 0 };

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }
}
