using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Life;
using LocalAI.Plugins.Host.Logs;

namespace LocalAI.Plugins.Host.Options;

/// <summary>What the operator decides, read once at start. <see cref="OptionRegister"/> describes every property.</summary>
internal sealed class ServerOptions
{
    public ListenAddress Address { get; set; } = new("localhost", 50051);

    /// <summary>The plugins folder; <c>plugins/</c> beside the executable when null.</summary>
    public string? PluginsFolder { get; set; }

    /// <summary>The one plugin this host answers with; all when null.</summary>
    public string? Plugin { get; set; }

    /// <summary>The device every model must run on; the best present one when null.</summary>
    public DeviceWish? Device { get; set; }

    /// <summary>How many models of one engine stay loaded.</summary>
    public int ModelsPerEngine { get; set; } = 1;

    /// <summary>How many calls may wait for their turn at one model.</summary>
    public int Queue { get; set; } = 512;

    /// <summary>The bearer token that every call must carry; none when null.</summary>
    public string? Token { get; set; }

    public bool ParentWatch { get; set; } = true;

    public TimeSpan ParentWatchInterval { get; set; } = ParentWatchSettings.DefaultInterval;

    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    public LogFormat LogFormat { get; set; }

    /// <summary>Print the catalog as JSON and exit.</summary>
    public bool PluginsJson { get; set; }

    /// <summary>Print the devices as JSON and exit.</summary>
    public bool DevicesJson { get; set; }

    /// <summary>Look for devices of this kind, print them as JSON and exit: what the short-lived child of a host does.</summary>
    public DeviceKind? ProbeDevices { get; set; }
}
