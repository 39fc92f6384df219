using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Loading;

/// <summary>Makes what the host gives an engine.</summary>
internal sealed class EngineContexts(ILoggerFactory loggers, ICapabilityResolver capabilities)
{
    /// <summary>For an engine's constructor; the device is that of a model, which there is none of yet.</summary>
    public EngineContext ForEngine(Plugin plugin) => ForModel(plugin, Device.Cpu, model: "");

    /// <summary>For one LoadModel.</summary>
    public EngineContext ForModel(Plugin plugin, Device device, string model)
    {
        var logger = loggers.CreateLogger("plugin." + plugin.Name);
        return new EngineContext
        {
            Logger = logger,
            Device = device,
            PluginFolder = plugin.Folder,
            Progress = new LoadProgress(logger, model),
            Capabilities = capabilities,
        };
    }
}
