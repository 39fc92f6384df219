using System.ComponentModel;
using System.Diagnostics;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>
/// Puts node-llama-cpp into the benchmark's own folder, by npm and a lock file. Its native files are optional packages of many
/// platforms and accelerators; instead, those of the llama plugin are installed one folder up, where node finds them too.
/// </summary>
internal static class NodeInstallation
{
    private const string LockFile = "package-lock.json";
    private const string Script = "peer.mjs";

    /// <summary>Installs what is not there yet.</summary>
    /// <returns>The script to run with node.</returns>
    public static async Task<string> EnsureAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var natives = Path.Combine(bench.Artifacts, "peer");
        var library = Path.Combine(natives, "node-llama-cpp");
        await InstallAsync(bench.LlamaNativesSource, natives, cancellationToken);
        await InstallAsync(bench.PeerSource("node-llama-cpp"), library, cancellationToken);
        File.Copy(Path.Combine(bench.PeerSource("node-llama-cpp"), Script), Path.Combine(library, Script), overwrite: true);
        return Path.Combine(library, Script);
    }

    /// <summary>Installs @huggingface/jinja, which has no native files.</summary>
    /// <returns>The script to run with node.</returns>
    public static Task<string> EnsureJinjaAsync(Workbench bench, CancellationToken cancellationToken) =>
        EnsureAsync(bench, "huggingface-jinja", cancellationToken);

    /// <summary>Installs usearch, whose package brings its native files.</summary>
    /// <returns>The script to run with node.</returns>
    public static Task<string> EnsureUsearchAsync(Workbench bench, CancellationToken cancellationToken) =>
        EnsureAsync(bench, "usearch", cancellationToken);

    private static async Task<string> EnsureAsync(Workbench bench, string peer, CancellationToken cancellationToken)
    {
        var library = Path.Combine(bench.Artifacts, peer);
        await InstallAsync(bench.PeerSource(peer), library, cancellationToken);
        File.Copy(Path.Combine(bench.PeerSource(peer), Script), Path.Combine(library, Script), overwrite: true);
        return Path.Combine(library, Script);
    }

    private static async Task InstallAsync(string source, string folder, CancellationToken cancellationToken)
    {
        var stamp = Path.Combine(Directory.CreateDirectory(folder).FullName, "installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(source, LockFile), cancellationToken);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted)
            return;

        foreach (var name in (string[])["package.json", LockFile, ".npmrc"])
            File.Copy(Path.Combine(source, name), Path.Combine(folder, name), overwrite: true);
        await RunNpmAsync(folder, cancellationToken);
        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
    }

    private static async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var start = new ProcessStartInfo(npm, ["ci", "--ignore-scripts", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new MeasureUnavailableException(
                    $"npm could not install {Path.GetFileName(folder)}: {errors.Trim().ReplaceLineEndings(" | ")}");
            }
        }
        catch (Win32Exception)
        {
            throw new MeasureUnavailableException("npm is not on this machine; install Node.js to compare with its libraries.");
        }
    }
}
