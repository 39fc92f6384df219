using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Forge.Measuring;

/// <summary>A model in the llama engine, as the host loads it.</summary>
internal sealed class LoadedModel : IAsyncDisposable
{
    private readonly LlamaEngine _engine;

    private LoadedModel(LlamaEngine engine, IModel model) => (_engine, Model) = (engine, model);

    public IModel Model { get; }

    /// <param name="file">A GGUF file.</param>
    /// <param name="plugin">The folder of the llama plugin.</param>
    /// <param name="configure">Changes what is asked of LoadModel.</param>
    /// <param name="cancellationToken">Stops the load.</param>
    public static async Task<LoadedModel> LoadAsync(
        string file, string plugin, Action<ModelOptions> configure, CancellationToken cancellationToken)
    {
        var context = new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = plugin,
            Progress = new Progress<float>(),
            Capabilities = new NoOthers(),
        };
        var engine = new LlamaEngine(context);
        var options = new ModelOptions { Model = Path.GetFileName(file), ModelFile = file, MMap = true };
        configure(options);
        return new LoadedModel(engine, await engine.LoadAsync(options, context, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        _engine.Dispose();
    }

    private sealed class NoOthers : ICapabilityResolver
    {
        public CapabilityLease<T>? Acquire<T>(string? model = null) where T : class, ICapability => null;
    }
}
