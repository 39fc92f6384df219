using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Catalog;

/// <summary>One plugin folder as <c>--plugins-json</c> prints it.</summary>
/// <param name="Name">The plugin's name, or its folder's when the manifest cannot be used.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Folder">Its path.</param>
/// <param name="Manifest">Its manifest; null when it cannot be used.</param>
internal sealed record CatalogRow(string Name, PluginState State, string Reason, string Folder, PluginManifest? Manifest)
{
    public static IReadOnlyList<CatalogRow> Of(PluginCatalog catalog) =>
    [
        .. catalog.Plugins.Select(plugin =>
            new CatalogRow(plugin.Name, plugin.Standing.State, plugin.Standing.Reason, plugin.Folder, plugin.Manifest)),
        .. catalog.Broken.Select(broken => new CatalogRow(broken.Name, PluginState.Faulty, broken.Reason, broken.Folder, null)),
    ];
}
