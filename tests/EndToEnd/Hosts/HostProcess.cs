using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>A process started through run.sh as LocalAI starts it, with all it says on stderr.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly PluginFolder? _plugins;

    private HostProcess(HostSettings settings, string address)
    {
        Address = address;
        _plugins = settings.Zoo is { } zoo ? new PluginFolder(zoo) : null;
        _process = Process.Start(StartInfo(settings, _plugins?.Path, address))!;
        Errors = new ErrorLines(_process.StandardError);
        Output = _process.StandardOutput;
    }

    public string Address { get; }

    public int Id => _process.Id;

    public ErrorLines Errors { get; }

    public StreamReader Output { get; }

    public static HostProcess Start(HostSettings settings) => new(settings, $"127.0.0.1:{FreePort()}");

    public static HostProcess Start(HostSettings settings, string address) => new(settings, address);

    /// <summary>Waits for the end of the process and of every other one that shares its stderr.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await Errors.EndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _plugins?.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ProcessStartInfo StartInfo(HostSettings settings, string? plugins, string address)
    {
        string[] words =
        [
            .. settings.Launcher,
            Repository.RunScript,
            .. settings.AddressForm.Select(form => form.Replace("{0}", address, StringComparison.Ordinal)),
            .. plugins is null ? [] : new[] { "--plugins", plugins },
            .. settings.Flags,
        ];
        var info = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = settings.WorkingDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var inherited in info.Environment.Keys.Where(name => name.StartsWith("LOCALAI_", StringComparison.Ordinal)).ToList())
            info.Environment.Remove(inherited);
        info.Environment["LOCALAI_LOG_FORMAT"] = "text";
        foreach (var (name, value) in settings.Environment)
            info.Environment[name] = value;
        return info;
    }
}
