namespace LocalAI.Plugins.Llama.Tests.Gguf;

/// <summary>The real model that lies beside the repository.</summary>
internal static class TestModel
{
    /// <summary>The path of a file of <c>shared/models/llm</c>; skips the test when it is not there.</summary>
    public static string Path(string name = "stories260K-f32.gguf")
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "LocalAI.Plugins.sln")))
            folder = folder.Parent;
        var path = System.IO.Path.Combine(folder?.Parent?.FullName ?? "", "shared", "models", "llm", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not in ../shared/models/llm");
        return path;
    }
}
