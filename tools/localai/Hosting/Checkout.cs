namespace LocalAI.CommandLine.Hosting;

/// <summary>The repository this tool was built in, where there is one.</summary>
internal static class Checkout
{
    /// <summary>The root of the repository, or null when the tool runs elsewhere.</summary>
    public static string? FindRoot(string toolFolder)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(toolFolder); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "LocalAI.Plugins.sln")))
                return folder;
        }
        return null;
    }
}
