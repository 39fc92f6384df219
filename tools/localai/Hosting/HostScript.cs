namespace LocalAI.CommandLine.Hosting;

/// <summary>Finds the script that starts the host.</summary>
internal static class HostScript
{
    /// <summary>Names another host than the one of this checkout: a run.sh, or the folder that holds it.</summary>
    public const string EnvironmentVariable = "LOCALAI_PLUGINS_HOST";

    /// <summary>The script's file name on this platform.</summary>
    public static string FileName { get; } = OperatingSystem.IsWindows() ? "run.cmd" : "run.sh";

    /// <summary>Finds the script.</summary>
    /// <param name="given">The value of <c>--host</c>; the environment variable counts when it is null.</param>
    /// <param name="toolFolder">Where the search begins: the folder of this tool.</param>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="UserError">There is none.</exception>
    public static string Find(string? given, string toolFolder)
    {
        given ??= Environment.GetEnvironmentVariable(EnvironmentVariable);
        return string.IsNullOrEmpty(given) ? FindAbove(toolFolder) : Take(given);
    }

    /// <summary>The folder that the script starts the host from: <c>dist/</c> in a checkout.</summary>
    public static string FolderOf(string script)
    {
        var folder = Path.GetDirectoryName(script)!;
        return HoldsHost(folder) || !HoldsHost(Path.Combine(folder, "dist")) ? folder : Path.Combine(folder, "dist");
    }

    private static string Take(string given)
    {
        var path = Path.GetFullPath(given);
        if (File.Exists(path))
            return path;
        var inFolder = Path.Combine(path, FileName);
        return File.Exists(inFolder)
            ? inFolder
            : throw new UserError($"There is no host at '{given}'; --host and {EnvironmentVariable} name a {FileName} or the folder that holds it.");
    }

    private static string FindAbove(string toolFolder)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(toolFolder); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string[] candidates = [folder, Path.Combine(folder, "dist")];
            if (candidates.FirstOrDefault(HoldsHost) is { } found)
                return Path.Combine(found, FileName);
        }
        throw new UserError($"No host was found above '{toolFolder}'; run 'dotnet build' at the root of the repository, or name one with --host PATH.");
    }

    private static bool HoldsHost(string folder) =>
        File.Exists(Path.Combine(folder, FileName)) && File.Exists(Path.Combine(folder, "LocalAI.Plugins.Host.dll"));
}
