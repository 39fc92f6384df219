using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Catalog;

/// <summary>The plugins that were found, read by their manifests alone; no code of theirs runs here.</summary>
internal sealed class PluginCatalog
{
    /// <summary>Creates a catalog of what was found.</summary>
    public PluginCatalog(IReadOnlyList<Plugin> plugins, IReadOnlyList<BrokenFolder> broken, string? pin)
    {
        Plugins = plugins;
        Broken = broken;
        Pin = pin;
    }

    /// <summary>Every plugin with a readable manifest, by name.</summary>
    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>The folders without one.</summary>
    public IReadOnlyList<BrokenFolder> Broken { get; }

    /// <summary>The plugin or engine this host is limited to, if any.</summary>
    public string? Pin { get; }

    /// <summary>The plugins that may answer: usable ones, and of those only the pinned.</summary>
    public IEnumerable<Plugin> Usable =>
        (Pin is null ? Plugins : Named(Pin)).Where(plugin => plugin.Standing.Usable);

    /// <summary>Reads every folder under <paramref name="folder"/>. Whatever is wrong with one stays with that one.</summary>
    public static PluginCatalog Scan(string folder, string? pin = null)
    {
        var plugins = new List<Plugin>();
        var broken = new List<BrokenFolder>();
        foreach (var path in (Directory.Exists(folder) ? Directory.GetDirectories(folder) : []).Order(StringComparer.Ordinal))
        {
            if (!Path.GetFileName(path).StartsWith('.'))
                Read(path, plugins, broken);
        }
        MarkDuplicates(plugins);
        return new PluginCatalog([.. plugins.OrderBy(plugin => plugin.Name, StringComparer.Ordinal)], broken, pin);
    }

    /// <summary>The plugin of that name, or else all variants of the engine of that name.</summary>
    public IReadOnlyList<Plugin> Named(string name)
    {
        var exact = Plugins.Where(plugin => plugin.Name == name).ToList();
        return exact.Count > 0 ? exact : [.. Plugins.Where(plugin => plugin.EngineName == name)];
    }

    /// <summary>Notes that a plugin's code runs now; the variants of its engine stand back.</summary>
    public void MarkActive(Plugin plugin)
    {
        plugin.Standing = Standing.Active;
        foreach (var variant in Plugins.Where(other => other.EngineName == plugin.EngineName && other != plugin))
        {
            if (variant.Standing.State == PluginState.Available)
                variant.Standing = Standing.Superseded($"The variant {plugin.Name} is active.");
        }
    }

    private static void Read(string path, List<Plugin> plugins, List<BrokenFolder> broken)
    {
        try
        {
            if (!File.Exists(Path.Combine(path, PluginManifest.FileName)))
                broken.Add(new BrokenFolder(path, $"The folder has no {PluginManifest.FileName}."));
            else if (ManifestReader.Read(path, out var faults) is { } manifest)
                plugins.Add(new Plugin(path, manifest, Judge(path, manifest)));
            else
                broken.Add(new BrokenFolder(path, string.Join(" ", faults)));
        }
        catch (Exception e)
        {
            broken.Add(new BrokenFolder(path, $"The folder cannot be read: {e.Message}"));
        }
    }

    private static Standing Judge(string path, PluginManifest manifest)
    {
        if (manifest.Abi != PluginManifest.CurrentAbi)
            return Standing.NotSupported($"It is built for abi {manifest.Abi}; this host has abi {PluginManifest.CurrentAbi}.");
        if (manifest.Rids.Count > 0 && !manifest.Rids.Contains(Platform.Rid))
            return Standing.NotSupported($"It is built for {string.Join(", ", manifest.Rids)}; this is {Platform.Rid}.");
        return AssemblyLocation.Fault(path, manifest.Assembly) is { } fault ? Standing.Faulty(fault) : Standing.Available;
    }

    private static void MarkDuplicates(List<Plugin> plugins)
    {
        var usable = plugins.Where(plugin => plugin.Standing.Usable);
        foreach (var same in usable.GroupBy(plugin => plugin.Name, StringComparer.Ordinal))
        {
            var newest = same.MaxBy(plugin => SemanticVersion.Parse(plugin.Manifest.Version))!;
            foreach (var other in same.Where(plugin => plugin != newest))
            {
                var place = $"in the folder '{Path.GetFileName(newest.Folder)}'";
                other.Standing = other.Manifest.Version == newest.Manifest.Version
                    ? Standing.Faulty($"The name '{other.Name}' is taken by the plugin {place}.")
                    : Standing.Outdated($"Version {newest.Manifest.Version} is {place}.");
            }
        }
    }
}
