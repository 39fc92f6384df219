using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Abstractions;

/// <summary>What the host gives an engine.</summary>
public sealed class EngineContext
{
    /// <summary>Where the engine writes its log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The device that was chosen for this model. An engine that cannot use it fails; it never falls back.</summary>
    public required Device Device { get; init; }

    /// <summary>The plugin's own folder: absolute path, read-only for the engine.</summary>
    public required string PluginFolder { get; init; }

    /// <summary>Takes the progress of a load, 0..1.</summary>
    public required IProgress<float> Progress { get; init; }

    /// <summary>Finds what other loaded models offer.</summary>
    public required ICapabilityResolver Capabilities { get; init; }
}
