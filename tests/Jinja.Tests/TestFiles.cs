namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>Where the tests find the frozen cases and the shared templates.</summary>
internal static class TestFiles
{
    public static string Data { get; } = Path.Combine(SolutionFolder.Path, "tests", "Jinja.Tests", "Data");

    /// <summary>The folder ../shared/data/templates, or a skip with the reason.</summary>
    public static string SharedTemplates() => SharedFiles.Find("data/templates");
}
