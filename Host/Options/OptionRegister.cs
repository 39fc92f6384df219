using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Life;
using LocalAI.Plugins.Host.Logs;

namespace LocalAI.Plugins.Host.Options;

/// <summary>Every option of the host, once: parsing, help and the start-up line all read this list.</summary>
internal static class OptionRegister
{
    public static IReadOnlyList<OptionEntry> Entries { get; } =
    [
        new("addr", "Where the server listens; port 0 takes a free one.", SetAddress)
        {
            Aliases = ["-a"], Argument = "host:port", Default = "localhost:50051",
        },
        new("plugins", "The folder that holds the plugin folders.", SetPluginsFolder)
        {
            Argument = "folder", Default = "plugins beside the host",
        },
        new("plugin", "Answer with this plugin only.", (options, value) => Set(() => options.Plugin = value))
        {
            Argument = "name", Default = "the one that fits the model",
        },
        new("device", "Run every model on this device; a load fails where it cannot be used.", SetDevice)
        {
            Argument = "kind[:index]", Default = "the best present",
        },
        new("models-per-engine", "How many models of one engine stay loaded; the least recently used goes first.",
            (options, value) => SetCount(value, 1, 1024, count => options.ModelsPerEngine = count))
        {
            Argument = "count", Default = "1",
        },
        new("queue", "How many calls may wait for their turn at one model.",
            (options, value) => SetCount(value, 0, 1_000_000, count => options.Queue = count))
        {
            Argument = "count", Default = "512",
        },
        new("log-level", "How much is logged: error, warn, info, debug or trace.", SetLogLevel)
        {
            Variable = "LOCALAI_LOG_LEVEL", Argument = "level", Default = "info",
        },
        new("log-format", "How log lines look: default, text or json.", SetLogFormat)
        {
            Variable = "LOCALAI_LOG_FORMAT", Argument = "format", Default = "default",
        },
        new("auth-token", "The bearer token every call must carry.", (options, value) => Set(() => options.Token = value))
        {
            Variable = "LOCALAI_GRPC_AUTH_TOKEN", VariableOnly = true, Secret = true, Argument = "token", Default = "none",
        },
        new("parent-watch", "Whether the host ends itself when its parent dies; false, 0, no or off turn it off.",
            (options, value) => Set(() => options.ParentWatch = ParentWatchSettings.IsOn(value)))
        {
            Variable = "LOCALAI_BACKEND_PARENT_WATCH", VariableOnly = true, Argument = "bool", Default = "on",
        },
        new("parent-watch-interval", "How often the parent is looked at: 500ms, 2s, 1m, or seconds.",
            (options, value) => Set(() => options.ParentWatchInterval = ParentWatchSettings.Interval(value)))
        {
            Variable = "LOCALAI_BACKEND_PARENT_WATCH_INTERVAL", VariableOnly = true, Argument = "time", Default = "2s",
        },
        new("plugins-json", "Print the plugins and their states as JSON, and exit.",
            (options, _) => Set(() => options.PluginsJson = true)) { AnswersAndExits = true },
        new("devices-json", "Print the devices of this machine as JSON, and exit.",
            (options, _) => Set(() => options.DevicesJson = true)) { AnswersAndExits = true },
        new("probe-devices", "Look for devices of one kind in this process, print them as JSON, and exit.", SetProbe)
        {
            AnswersAndExits = true, Hidden = true, Argument = "kind",
        },
    ];

    private static string? SetAddress(ServerOptions options, string value)
    {
        var fault = ListenAddress.TryParse(value, out var address);
        if (address is not null)
            options.Address = address;
        return fault;
    }

    private static string? SetPluginsFolder(ServerOptions options, string value)
    {
        options.PluginsFolder = Path.GetFullPath(value);
        return Directory.Exists(value) ? null : $"is '{value}', which is not a folder.";
    }

    private static string? SetDevice(ServerOptions options, string value)
    {
        if (!DeviceWish.TryParse(value, out var wish))
            return $"is '{value}'; expected {DeviceWish.Expected}.";
        return Set(() => options.Device = wish);
    }

    private static string? SetLogLevel(ServerOptions options, string value)
    {
        LogLevel? level = value.Trim().ToLowerInvariant() switch
        {
            "error" => LogLevel.Error,
            "warn" or "warning" => LogLevel.Warning,
            "info" => LogLevel.Information,
            "debug" => LogLevel.Debug,
            "trace" => LogLevel.Trace,
            _ => null,
        };
        if (level is not { } known)
            return $"is '{value}'; expected error, warn, info, debug or trace.";
        return Set(() => options.LogLevel = known);
    }

    private static string? SetLogFormat(ServerOptions options, string value)
    {
        LogFormat? format = value.Trim().ToLowerInvariant() switch
        {
            "default" => LogFormat.Default,
            "text" => LogFormat.Text,
            "json" => LogFormat.Json,
            _ => null,
        };
        if (format is not { } known)
            return $"is '{value}'; expected default, text or json.";
        return Set(() => options.LogFormat = known);
    }

    private static string? SetProbe(ServerOptions options, string value)
    {
        if (!Device.TryParseKind(value, out var kind))
            return $"is '{value}'; expected a kind of device.";
        return Set(() => options.ProbeDevices = kind);
    }

    private static string? SetCount(string value, int least, int most, Action<int> set)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < least || count > most)
            return $"is '{value}'; expected a number from {least} to {most}.";
        return Set(() => set(count));
    }

    private static string? Set(Action assign)
    {
        assign();
        return null;
    }
}
