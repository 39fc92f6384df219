using LocalAI.CommandLine.Hosting;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.CommandLine.Installation;

/// <summary>What is installed: a built <c>dist/</c>.</summary>
internal sealed class Distribution
{
    private const string PluginsFolderName = "plugins";

    private Distribution(string folder, IReadOnlyList<DistributedPlugin> plugins)
    {
        Folder = folder;
        Plugins = plugins;
    }

    /// <summary>Its absolute path.</summary>
    public string Folder { get; }

    /// <summary>The script that starts its host.</summary>
    public string Script => Path.Combine(Folder, "run.sh");

    /// <summary>Its plugins, by name.</summary>
    public IReadOnlyList<DistributedPlugin> Plugins { get; }

    /// <summary>The host's own entries: all but the plugins, and the scripts that each backend has for itself.</summary>
    public IEnumerable<FileSystemInfo> HostEntries => new DirectoryInfo(Folder).EnumerateFileSystemInfos()
        .Where(entry => entry.Name is not (PluginsFolderName or "run.sh" or "run.cmd"));

    /// <summary>Reads a built dist/.</summary>
    /// <param name="script">The run.sh in it, or at the root of the repository.</param>
    /// <exception cref="UserError">It has no plugins, or one whose manifest is faulty.</exception>
    public static Distribution Read(string script)
    {
        var folder = HostScript.FolderOf(script);
        var plugins = new DirectoryInfo(Path.Combine(folder, PluginsFolderName));
        var found = plugins.Exists
            ? plugins.EnumerateDirectories().OrderBy(plugin => plugin.Name, StringComparer.Ordinal).Select(Read).ToList()
            : [];
        return found.Count > 0
            ? new Distribution(folder, found)
            : throw new UserError($"There are no plugins in '{plugins.FullName}'; run 'dotnet build' at the root first.");
    }

    private static DistributedPlugin Read(DirectoryInfo folder) =>
        ManifestReader.Read(folder.FullName, out var faults) is { } manifest
            ? new DistributedPlugin(folder, manifest)
            : throw new UserError($"The plugin in '{folder.FullName}' cannot be installed: {faults[0]}");
}
