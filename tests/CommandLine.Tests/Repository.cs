namespace LocalAI.CommandLine.Tests;

/// <summary>The repository and its test models.</summary>
internal static class Repository
{
    public static string Root { get; } = SolutionFolder.Path;

    public static string Dist { get; } = Path.Combine(Root, "dist");

    /// <summary>The model that chats, which the project ships.</summary>
    public static string TinyChat { get; } = Path.Combine(Root, "models", "tiny-chat", "tiny-chat-q8_0.gguf");

    /// <summary>The path of the small language model; skips the test where it is not there.</summary>
    public static string Stories() => SharedFiles.Find("models/llm/stories260K-f32.gguf");

    /// <summary>A model's chat template; skips the test where it is not there.</summary>
    public static string Template(string name) => SharedFiles.Find($"data/templates/{name}");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
