namespace LocalAI.Plugins.Tests.Models;

/// <summary>Where the tests find the built plugin and the shared models.</summary>
internal static class TestFiles
{
    public static string PluginFolder { get; } = Path.Combine(SolutionFolder.Path, "dist", "plugins", "llama");

    /// <summary>A model of ../shared/models, or a skip with the reason.</summary>
    public static string SharedModel(string path) => SharedFiles.Find($"models/{path}");
}
