using System.Text.Json;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>Commands that name no model, on those that come with the project.</summary>
public class ShippedModelCommandTests
{
    [Fact]
    public async Task Chat_answers()
    {
        var result = await ToolProcess.TalkAsync("What is the capital of France?\n/bye\n", "chat", "--temperature", "0");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Paris", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embed_finds_the_paraphrase()
    {
        var result = await ToolProcess.RunAsync(
            "embed", "The cat sleeps on the sofa.", "On the sofa, the cat is sleeping.", "Our flight to Madrid leaves at noon.", "--json");

        Assert.Equal(0, result.ExitCode);
        var cosine = JsonDocument.Parse(result.Output).RootElement.GetProperty("cosine")[0];
        Assert.True(cosine[1].GetDouble() > cosine[2].GetDouble());
    }

    [Fact]
    public async Task Rerank_puts_the_answer_first()
    {
        var result = await ToolProcess.RunAsync(
            "rerank", "The cat sleeps on the sofa.", "Our flight to Madrid leaves at noon.", "On the sofa, the cat is sleeping.");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("(?s)sleeping.*Madrid", result.Output);
    }
}
