using System.Diagnostics;

namespace LocalAI.Plugins.Forge.Making;

/// <summary>The program <c>localai</c>, which does what a user would do; what it shows, it shows on this terminal.</summary>
internal sealed class LocalAITool
{
    private readonly FileInfo _file;

    /// <param name="file">Its file.</param>
    /// <exception cref="IOException">It is not there.</exception>
    public LocalAITool(FileInfo file) => _file = file.Exists ? file
        : throw new IOException($"'{file}' does not exist; build tools/localai, or name it with --localai.");

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
    /// <exception cref="IOException">It failed, and has said why.</exception>
    public async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(_file.FullName, arguments) { UseShellExecute = false })
            ?? throw new IOException($"'{_file}' could not be started.");
        // An interruption reaches it too; it then saves and ends by itself.
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new IOException($"'{_file.Name}' ended with {process.ExitCode}; its last lines say why.");
    }
}
