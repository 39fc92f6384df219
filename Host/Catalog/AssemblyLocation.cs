namespace LocalAI.Plugins.Host.Catalog;

/// <summary>Checks that a plugin's assembly really lies in the plugin's own folder.</summary>
internal static class AssemblyLocation
{
    /// <returns>What is wrong, or null.</returns>
    public static string? Fault(string folder, string assembly)
    {
        var home = Final(new DirectoryInfo(folder));
        var file = new FileInfo(Path.Combine(home, assembly));
        if (!file.Exists)
            return $"The assembly '{assembly}' is not in the plugin's folder.";

        // The manifest's own check refuses separators; a link could still lead out.
        var place = Path.GetDirectoryName(Final(file));
        return string.Equals(place, home, StringComparison.Ordinal)
            ? null
            : $"The assembly '{assembly}' is a link that leads out of the plugin's folder.";
    }

    private static string Final(FileSystemInfo entry) =>
        Path.TrimEndingDirectorySeparator((entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry).FullName);
}
