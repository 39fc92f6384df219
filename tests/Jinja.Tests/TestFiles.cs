namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>Where the tests find the frozen cases and the shared templates.</summary>
internal static class TestFiles
{
    public static string RepositoryRoot { get; } = SolutionFolder.Path;

    public static string Data { get; } = Path.Combine(RepositoryRoot, "tests", "Jinja.Tests", "Data");

    /// <summary>The folder ../shared/data/templates, or a skip with the reason.</summary>
    public static string SharedTemplates()
    {
        var folder = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data", "templates"));
        Assert.SkipUnless(Directory.Exists(folder), "../shared/data/templates is not there");
        return folder;
    }
}
