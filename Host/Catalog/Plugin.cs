using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Catalog;

/// <summary>A plugin folder whose manifest could be read.</summary>
internal sealed class Plugin(string folder, PluginManifest manifest, Standing standing)
{
    private volatile Standing _standing = standing;

    public string Folder => folder;

    public PluginManifest Manifest => manifest;

    public string Name => manifest.Name;

    /// <summary>The name it shares with its variants.</summary>
    public string EngineName => manifest.EngineName;

    public string AssemblyFile => Path.Combine(folder, manifest.Assembly);

    public Standing Standing
    {
        get => _standing;
        set => _standing = value;
    }

    public bool Declares(string rpc) => manifest.Rpcs.Contains(rpc);

    public bool DeclaresStateless(string rpc) => manifest.Stateless.Contains(rpc);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {manifest.Version}";
}
