using System.Reflection;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>Where things lie in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = SolutionFolder.Path;

    public static string RunScript { get; } = Path.Combine(Root, "run.sh");

    /// <summary>The plugins of the finished dist/.</summary>
    public static string Plugins { get; } = Path.Combine(Root, "dist", "plugins");

    /// <summary>Where the miniature plugins are built.</summary>
    public static string PluginZoo { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PluginZoo").Value!;

    /// <summary>A model that the project ships.</summary>
    public static string Shipped(string name) => Path.Combine(Root, "models", name, $"{name}-q8_0.gguf");

    /// <summary>A test model beside the repository; the test is skipped where there is none.</summary>
    public static string Model(string path) => SharedFiles.Find($"models/{path}");

    /// <summary>A model's chat template beside the repository; the test is skipped where there is none.</summary>
    public static string Template(string name) => SharedFiles.Find($"data/templates/{name}");
}
