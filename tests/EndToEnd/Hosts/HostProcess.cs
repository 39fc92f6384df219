using System.Diagnostics;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>A process started through run.sh as LocalAI starts it, with all it says on stderr.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly PluginFolder? _plugins;

    private HostProcess(HostSettings settings, string address)
    {
        _plugins = settings.Zoo is { } zoo ? new PluginFolder(zoo) : null;
        _process = Process.Start(StartInfo(settings, _plugins?.Path, address))!;
        Errors = new OutputLines(_process.StandardError);
        Output = new OutputLines(_process.StandardOutput);
    }

    public int Id => _process.Id;

    public OutputLines Errors { get; }

    public OutputLines Output { get; }

    public static HostProcess Start(HostSettings settings, string address = "127.0.0.1:0") => new(settings, address);

    /// <summary>Where it really listens, once it does.</summary>
    public async Task<string> AddressAsync(CancellationToken cancellationToken)
    {
        const string Announcement = "Listening on ";
        return (await Output.WaitForAsync(Announcement, cancellationToken))[Announcement.Length..];
    }

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
        var inherited = info.Environment.Keys.Where(name => name.StartsWith("LOCALAI_", StringComparison.Ordinal));
        foreach (var name in inherited.ToList())
            info.Environment.Remove(name);
        info.Environment["LOCALAI_LOG_FORMAT"] = "text";
        // A process that is killed leaves the sockets of .NET's diagnostics in the temporary folder.
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in settings.Environment)
            info.Environment[name] = value;
        return info;
    }
}
