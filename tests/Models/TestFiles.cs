namespace LocalAI.Plugins.Tests.Models;

/// <summary>Where the tests find the built plugin and the shared models.</summary>
internal static class TestFiles
{
    public static string RepositoryRoot { get; } = SolutionFolder.Path;

    public static string PluginFolder { get; } = Path.Combine(RepositoryRoot, "dist", "plugins", "llama");

    /// <summary>A model of ../shared/models, or a skip with the reason.</summary>
    public static string SharedModel(string path)
    {
        var file = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "models", path));
        Assert.SkipUnless(File.Exists(file), $"../shared/models/{path} is not there");
        return file;
    }
}
