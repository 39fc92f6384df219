using System.ComponentModel;
using System.Diagnostics;
namespace LocalAI.Plugins.Store.Tests.Postgres;

/// <summary>
/// PostgreSQL with pgvector, compiled to WebAssembly (the npm package PGlite), since Debian 12 has no package of pgvector. It answers one
/// connection at a time.
/// </summary>
public sealed class PgliteServer : IAsyncLifetime
{
    private static readonly string Source = Path.Combine(SolutionFolder.Path, "tests", "Store.Tests", "Postgres", "pglite");
    private static readonly string Folder = Path.Combine(SolutionFolder.Path, "tests", "Store.Tests", "obj", "pglite");

    private ServerProcess? _server;
    private string? _missing;
    private string _port = "";

    public async ValueTask InitializeAsync()
    {
        try
        {
            await InstallAsync();
            await StartAsync();
        }
        catch (Win32Exception)
        {
            // Only the absence of the program is a reason to skip; what fails in it fails the tests.
            _missing = "Node.js with npm is not on this machine, and PGlite runs there.";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>The connection string of its database; skips the test where it cannot run.</summary>
    public string Connection()
    {
        Assert.SkipUnless(_missing is null, _missing ?? "");
        return $"Host=127.0.0.1;Port={_port};Database=postgres;Username=postgres;SSL Mode=Disable;Maximum Pool Size=1";
    }

    private static async Task InstallAsync()
    {
        var stamp = Path.Combine(Directory.CreateDirectory(Folder).FullName, "installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Source, "package-lock.json"));
        foreach (var file in Directory.GetFiles(Source))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return;
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        if (await ServerProcess.RunAsync(new(npm, ["ci", "--ignore-scripts", "--loglevel=error"]) { WorkingDirectory = Folder }) is { } fault)
            Assert.Fail($"PGlite could not be installed: {fault}");
        await File.WriteAllTextAsync(stamp, wanted);
    }

    private async Task StartAsync()
    {
        (_server, var text) = await ServerProcess.StartAsync(
            new ProcessStartInfo("node", ["server.js"]) { WorkingDirectory = Folder },
            line => line.StartsWith("port ", StringComparison.Ordinal));
        _port = text.Replace("port ", "", StringComparison.Ordinal);
        Assert.True(_server is not null, $"PGlite did not start: {text}");
    }
}
