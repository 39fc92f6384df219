namespace LocalAI.Plugins.Tests;

/// <summary>The models and data beside the repository, which a checkout may lack.</summary>
internal static class SharedFiles
{
    /// <summary>A file or folder of ../shared; the test is skipped where it is absent, with that as the reason.</summary>
    /// <param name="path">Where it lies there.</param>
    public static string Find(string path)
    {
        var found = Path.GetFullPath(Path.Combine(SolutionFolder.Path, "..", "shared", path));
        Assert.SkipUnless(Path.Exists(found), $"../shared/{path} is not there");
        return found;
    }
}
