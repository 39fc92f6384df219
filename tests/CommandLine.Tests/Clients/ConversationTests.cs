using System.Text.Json;
using LocalAI.CommandLine.Clients;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Clients;

public sealed class ConversationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_request_carries_all_that_was_said_in_order()
    {
        var conversation = new Conversation("Be brief.", tools: "[]");
        conversation.AddUser("1+1?");
        var answer = new ChatAnswer();
        answer.Add(new ChatDelta { ReasoningContent = "hm", ToolCalls = { new ToolCallDelta { Id = "c1", Name = "add", Arguments = """{"a":""" } } });
        answer.Add(new ChatDelta { ToolCalls = { new ToolCallDelta { Arguments = "1}" } } });
        conversation.AddAnswer(answer);
        conversation.AddToolResult(answer.ToolCalls.Single(), "2");

        var request = conversation.Request(new PredictOptions { TopK = 7 });

        Assert.True(request.UseTokenizerTemplate);
        Assert.Equal((7, "[]"), (request.TopK, request.Tools));
        Assert.Equal(["system", "user", "assistant", "tool"], request.Messages.Select(message => message.Role));
        var call = JsonDocument.Parse(request.Messages[2].ToolCalls).RootElement[0];
        Assert.Equal("""{"a":1}""", call.GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(("hm", "c1"), (request.Messages[2].ReasoningContent, request.Messages[3].ToolCallId));
    }

    [Fact]
    public void Starting_over_keeps_what_the_system_says()
    {
        var conversation = new Conversation("Be brief.", tools: "");
        conversation.AddUser("Hi");
        conversation.Clear();

        Assert.Equal("Be brief.", Assert.Single(conversation.Request(new PredictOptions()).Messages).Content);
    }

    [Fact]
    public void A_function_alone_is_a_tool()
    {
        var tools = Conversation.ReadTools(File("""[{"name": "f", "parameters": {}}]"""));

        Assert.Equal("""[{"type":"function","function":{"name":"f","parameters":{}}}]""", tools);
    }

    [Theory]
    [InlineData("[", "is no JSON")]
    [InlineData("[]", "is no list of tools")]
    [InlineData("{}", "is no list of tools")]
    [InlineData("[1]", "is no list of tools")]
    public void What_is_no_list_of_tools_is_refused(string text, string sentence)
    {
        var error = Assert.Throws<UserError>(() => Conversation.ReadTools(File(text)));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    private string File(string text)
    {
        var path = Path.Combine(_folder.Path, "tools.json");
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
