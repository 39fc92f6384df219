using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Rendering;

public sealed class AnswerViewTests : IDisposable
{
    private readonly RecordedTerminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void Only_what_the_model_says_goes_to_stdout()
    {
        var view = new AnswerView(_terminal.Terminal);
        view.Show(new ChatDelta { ReasoningContent = "let me" });
        view.Show(new ChatDelta { ReasoningContent = " see" });
        view.Show(new ChatDelta { Content = "It is " });
        view.Show(new ChatDelta { Content = "[2]." });
        view.Show(new ChatDelta { ToolCalls = { new ToolCallDelta { Id = "c1", Name = "add", Arguments = "{" } } });
        view.Show(new ChatDelta { ToolCalls = { new ToolCallDelta { Arguments = "}" } } });
        view.End();

        Assert.Equal("It is [2].\n", _terminal.Output);
        Assert.Equal("let me see\nadd {}\n", _terminal.Notes);
    }

    [Fact]
    public void Each_call_has_its_line()
    {
        var view = new AnswerView(_terminal.Terminal);
        view.Show(new ChatDelta { ToolCalls = { new ToolCallDelta { Name = "a", Arguments = "{}" }, new ToolCallDelta { Index = 1, Name = "b" } } });
        view.End();

        Assert.Equal("a {}\nb \n", _terminal.Notes);
    }
}
