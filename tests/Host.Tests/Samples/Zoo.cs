namespace LocalAI.Plugins.Host.Tests.Samples;

/// <summary>The miniature plugins, which are built with this project.</summary>
internal static class Zoo
{
    /// <summary>A plugins folder with links to two of them.</summary>
    public static string Folder(string first, string second, TempFolder folder)
    {
        var plugins = Directory.CreateDirectory(Path.Combine(folder.Path, "zoo"));
        foreach (var name in new[] { first, second })
            Directory.CreateSymbolicLink(Path.Combine(plugins.FullName, name), Path.Combine(Root(), "tests/PluginZoo/bin", name));
        return plugins.FullName;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LocalAI.Plugins.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
