using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Choosing;

/// <summary>Says why no plugin takes a model.</summary>
internal static class Refusal
{
    public static string NothingFits(ModelRequest request, PluginCatalog catalog)
    {
        var file = request.File;
        var problem = File.Exists(file) || Directory.Exists(file)
            ? $"No plugin takes '{file}'"
            : file.Length == 0
                ? "No plugin takes a model without Model and ModelFile"
                : $"No plugin takes '{file}', which does not exist";
        var tried = catalog.Plugins.Select(Describe)
            .Concat(catalog.Broken.Select(broken => $"the folder {broken.Name} has no usable {PluginManifest.FileName}"))
            .ToList();
        return tried.Count == 0 ? $"{problem}: this host has no plugins." : $"{problem}: {string.Join("; ", tried)}.";
    }

    public static string NobodyRecognises(ModelRequest request, IEnumerable<Plugin> asked) =>
        $"'{request.File}' is not a model that {string.Join(" or ", asked.Select(plugin => plugin.Name))} recognises; "
        + "name the plugin with the option plugin:NAME if it should be tried all the same.";

    private static string Describe(Plugin plugin)
    {
        if (!plugin.Standing.Usable)
            return $"{plugin.Name} cannot be used ({plugin.Standing.Reason.TrimEnd('.')})";
        var models = plugin.Manifest.Models;
        string[] wants =
        [
            .. models.Magic.Select(magic => $"files beginning with {magic}"),
            .. models.Files.Select(file => $"folders with {file}"),
            .. models.Extensions,
            .. models.Names,
        ];
        return wants.Length == 0 ? $"{plugin.Name} takes models only by name" : $"{plugin.Name} takes {string.Join(", ", wants)}";
    }
}
