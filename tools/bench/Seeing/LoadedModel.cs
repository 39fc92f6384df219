using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Bench.Seeing;

/// <summary>A model of a plugin in this process.</summary>
internal static class LoadedModel
{
    public static Task<IModel> LoadAsync(IEngine engine, string pluginFolder, ModelOptions options, CancellationToken cancellationToken) =>
        engine.LoadAsync(options, new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = pluginFolder,
            Progress = new Progress<float>(),
            Capabilities = null!,
        }, cancellationToken);
}
