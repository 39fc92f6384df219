using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Options;

namespace LocalAI.Plugins.Host.Loading;

/// <summary>Makes what the host gives an engine.</summary>
internal sealed class EngineContexts(
    ILoggerFactory loggers, ICapabilityResolver capabilities, DeviceChooser devices, ServerOptions options)
{
    /// <summary>For an engine's constructor: the device is the best one here, for what the engine does without a model.</summary>
    public EngineContext ForEngine(Plugin plugin) =>
        ForModel(plugin, devices.Best([plugin], options.Device)?.Device ?? Device.Cpu, model: "");

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
