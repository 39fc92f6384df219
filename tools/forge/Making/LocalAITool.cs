using System.Diagnostics;

namespace LocalAI.Plugins.Forge.Making;

/// <summary>The program <c>localai</c>, which does what a user would do; what it shows, it shows on this terminal.</summary>
/// <param name="file">Its file.</param>
internal sealed class LocalAITool(FileInfo file)
{
    /// <summary>Where the build puts it: beside this program, in its own project.</summary>
    public static FileInfo Built
    {
        get
        {
            var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            var tools = here.Parent!.Parent!.Parent!.Parent!.FullName;
            return new FileInfo(Path.Combine(
                tools, "localai", "bin", here.Parent.Name, here.Name, OperatingSystem.IsWindows() ? "localai.exe" : "localai"));
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="IOException">It cannot be started, or it failed; it has said why.</exception>
    public async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        if (!file.Exists)
            throw new IOException($"'{file}' does not exist; build tools/localai, or name it with --localai.");
        using var process = Process.Start(new ProcessStartInfo(file.FullName, arguments) { UseShellExecute = false })
            ?? throw new IOException($"'{file}' could not be started.");
        // An interruption reaches it too; it then saves and ends by itself.
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new IOException($"'{file.Name}' ended with {process.ExitCode}; its last lines say why.");
    }
}
