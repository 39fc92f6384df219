namespace LocalAI.Plugins.Tests;

/// <summary>The folder of the repository that the tests were built in.</summary>
internal static class SolutionFolder
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(System.IO.Path.Combine(folder, "LocalAI.Plugins.sln"))
        ? System.IO.Path.TrimEndingDirectorySeparator(folder)
        : Find(System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(folder))
            ?? throw new DirectoryNotFoundException($"LocalAI.Plugins.sln lies in no folder above {AppContext.BaseDirectory}."));
}
