namespace LocalAI.CommandLine.Installation;

/// <summary>
/// Lays a distribution out as LocalAI knows backends: one folder an engine, each with its own run.sh, and the host once, beside
/// them. Everything refers to the folder beside it, so that the whole can be moved.
/// </summary>
internal static class BackendInstaller
{
    /// <summary>The shared host's folder. It has no run.sh: a folder with one is a backend to LocalAI.</summary>
    public const string HostFolderName = "dotnet-plugins-host";

    /// <summary>The distribution's run.sh under another name, in that folder.</summary>
    public const string HostScriptName = "host.sh";

    /// <summary>Installs, or replaces what an earlier install left.</summary>
    /// <exception cref="UserError">The folder cannot be used.</exception>
    public static InstallResult Install(Distribution distribution, string target)
    {
        var folder = TargetFolder.Prepare(target, distribution.Folder);
        using var staging = new StagingFolder(folder);
        var host = staging.Create(HostFolderName);
        foreach (var entry in distribution.HostEntries)
            FolderCopy.Copy(entry, host);
        File.Copy(distribution.Script, Path.Combine(host, HostScriptName));

        var backends = distribution.Plugins.GroupBy(plugin => plugin.Manifest.EngineName, StringComparer.Ordinal)
            .Select(engine => Stage(engine.Key, [.. engine], staging)).ToList();
        staging.Publish();
        return new InstallResult(folder, Path.Combine(folder, HostFolderName), backends);
    }

    /// <summary>The name LocalAI knows an engine by. One that ends in -llama-cpp is of llama.cpp's family to it.</summary>
    public static string NameOf(string engine) => engine == "llama" ? "dotnet-llama-cpp" : $"dotnet-{engine}";

    private static InstalledBackend Stage(string engine, List<DistributedPlugin> plugins, StagingFolder staging)
    {
        var name = NameOf(engine);
        var folder = staging.Create(name);
        foreach (var plugin in plugins)
            FolderCopy.Copy(plugin.Folder, Path.Combine(folder, "plugins"));

        // The variants of an engine have one version; the plain one speaks for all.
        var manifest = plugins.Select(plugin => plugin.Manifest).OrderBy(manifest => manifest.Engine is not null).First();
        var names = plugins.ConvertAll(plugin => plugin.Manifest.Name);
        RunScript.Write(folder, names.Count == 1 ? names[0] : null);
        BackendMetadata.Write(folder, name, manifest.Version);
        return new InstalledBackend(name, manifest.Version, names);
    }
}
