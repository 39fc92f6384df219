namespace LocalAI.CommandLine.Tests;

/// <summary>The repository and its test models.</summary>
internal static class Repository
{
    public static string Root { get; } = SolutionFolder.Path;

    public static string Dist { get; } = Path.Combine(Root, "dist");

    /// <summary>The model that chats, which the project ships.</summary>
    public static string TinyChat { get; } = Path.Combine(Root, "models", "tiny-chat", "tiny-chat-q8_0.gguf");

    /// <summary>The path of the small language model; skips the test where it is not there.</summary>
    public static string Stories()
    {
        var file = Path.GetFullPath(Path.Combine(Root, "../shared/models/llm/stories260K-f32.gguf"));
        Assert.SkipUnless(File.Exists(file), "stories260K-f32.gguf is not in ../shared/models/llm.");
        return file;
    }

    /// <summary>A model's chat template; skips the test where it is not there.</summary>
    public static string Template(string name)
    {
        var file = Path.GetFullPath(Path.Combine(Root, "../shared/data/templates", name));
        Assert.SkipUnless(File.Exists(file), $"{name} is not in ../shared/data/templates.");
        return file;
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
