using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Grammars;

namespace LocalAI.Plugins.Llama.Tests.Chat.Tools;

public sealed class ToolListTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    public void No_tools_are_no_fault(string json)
    {
        Assert.True(ToolList.TryRead(json, out var tools, out _));
        Assert.Empty(tools.Tools);
    }

    [Theory]
    [InlineData("[{", "valid JSON")]
    [InlineData("{}", "array")]
    [InlineData("[{\"type\": \"function\"}]", "Tools[0]")]
    [InlineData("[{\"function\": {\"name\": \"a\"}}, {\"function\": {\"name\": 5}}]", "Tools[1]")]
    [InlineData("[{\"function\": {\"name\": \"a\"}}, {\"function\": {\"name\": \"a\"}}]", "two functions named a")]
    public void Unusable_tools_are_no_tools_and_say_why(string json, string part)
    {
        Assert.False(ToolList.TryRead(json, out var tools, out var fault));
        Assert.Empty(tools.Tools);
        Assert.Contains(part, fault);
    }

    [Fact]
    public void Too_many_tools_are_no_tools()
    {
        var tools = Enumerable.Range(0, ToolList.MostTools + 1).Select(number => $"{{\"function\": {{\"name\": \"f{number}\"}}}}");

        Assert.False(ToolList.TryRead($"[{string.Join(',', tools)}]", out _, out var fault));
        Assert.Contains("at most 1024", fault);
    }

    [Fact]
    public void Functions_are_read_with_their_schemas()
    {
        Assert.Equal(["get_weather", "configure", "ping"], RecordedOutputs.Tools.Tools.Select(tool => tool.Name));
        Assert.True(RecordedOutputs.Tools.ArgumentsOf("get_weather").Member("location").IsOnlyText);
        Assert.True(RecordedOutputs.Tools.ArgumentsOf("get_weather").Member("days").Demands(JsonTypes.Integer));
    }
}
