using LocalAI.CommandLine.Tests.Processes;

namespace LocalAI.CommandLine.Tests.Docs;

public class PluginGuideTests
{
    private static readonly string Example = Path.Combine(Repository.Root, "docs", "examples", "echo");

    [Theory]
    [InlineData("xml", "Echo.csproj")]
    [InlineData("json", "plugin.json")]
    [InlineData("csharp", "EchoEngine.cs", "EchoModel.cs")]
    public void The_page_shows_the_files_of_the_example(string language, params string[] files) => Assert.Equal(
        files.Select(file => File.ReadAllText(Path.Combine(Example, file))), new Page("docs/writing-a-plugin.md").Code(language));

    [Fact]
    public async Task The_example_answers()
    {
        using var folder = new TemporaryFolder();
        using var tool = ToolProcess.Start(
            new Dictionary<string, string> { ["LOCALAI_PLUGINS_PLUGINS"] = Path.Combine(Example, "bin") },
            "complete", "good morning", "--model", folder.Write("hello.echo", "You said:\n"));
        var result = await tool.EndAsync();
        Assert.Equal((0, "You said: good morning\n"), (result.ExitCode, result.Output));
        Assert.Contains("counts no tokens", result.Errors, StringComparison.Ordinal);
    }
}
