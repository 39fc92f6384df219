using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Chat;

public class ChatMessageReaderTests
{
    private const string Call = """[{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\": 1.0}"}}]""";

    [Fact]
    public void Only_what_is_there_is_given_to_the_template()
    {
        var read = Read(new Message { Role = "user", Content = "Hi", Name = "Ann" });

        Assert.Equal("""[{"role":"user","content":"Hi","name":"Ann"}]""", read.ToJsonString());
    }

    [Fact]
    public void Arguments_become_the_object_their_text_holds()
    {
        var read = Read(new Message { Role = "assistant", ToolCalls = Call });

        Assert.Equal(
            """[{"role":"assistant","content":"","tool_calls":["""
                + """{"type":"function","id":"c1","function":{"name":"add","arguments":{"a":1.0}}}]}]""",
            read.ToJsonString());
    }

    [Theory]
    [InlineData("assistant", "")]
    [InlineData("user", "null")]
    [InlineData("system", "null")]
    public void The_text_null_is_nothing_only_where_no_person_wrote_it(string role, string content)
    {
        Assert.Equal(content, Read(new Message { Role = role, Content = "null" })[0]!["content"]!.GetValue<string>());
    }

    [Fact]
    public void A_role_the_template_speaks_of_is_taken()
    {
        var read = new ChatMessageReader(role => role == "observation").Read([new Message { Role = "observation", Content = "42" }]);

        Assert.Equal("observation", read[0]!["role"]!.GetValue<string>());
    }

    [Fact]
    public void A_tool_may_answer_a_call_made_before_it()
    {
        var read = Read(
            new Message { Role = "assistant", ToolCalls = Call }, new Message { Role = "tool", ToolCallId = "c1", Content = "3" });

        Assert.Equal("c1", read[1]!["tool_call_id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("poet", "", "Messages[1].role is 'poet'")]
    [InlineData("", "", "Messages[1].role is ''")]
    [InlineData("tool", "", "no message before it calls one")]
    [InlineData("assistant", "[{", "Messages[1].tool_calls is no JSON: ")]
    [InlineData("assistant", "{}", "Messages[1].tool_calls is no JSON array")]
    [InlineData("assistant", "[1]", "Messages[1].tool_calls[0] has no function name")]
    [InlineData("assistant", """[{"function":{"arguments":"{}"}}]""", "Messages[1].tool_calls[0] has no function name")]
    [InlineData("assistant", """[{"function":{"name":"f","arguments":"{"}}]""", "Messages[1].tool_calls[0].function.arguments is no JSON")]
    [InlineData("assistant", """[{"function":{"name":"f","arguments":"{\"a\":1,\"a\":2}"}}]""", ".function.arguments is no JSON")]
    public void What_is_wrong_is_refused_by_its_place(string role, string calls, string sentence)
    {
        var error = Assert.Throws<EngineException>(() =>
            Read(new Message { Role = "user", Content = "Hi" }, new Message { Role = role, ToolCalls = calls }));

        Assert.Equal(EngineFailure.InvalidInput, error.Failure);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_to_another_call_is_refused_with_the_calls_there_are()
    {
        var error = Assert.Throws<EngineException>(() => Read(
            new Message { Role = "assistant", ToolCalls = Call }, new Message { Role = "tool", ToolCallId = "c2", Content = "3" }));

        Assert.Equal("Messages[1].tool_call_id is 'c2', which no message before it calls; the calls are c1.", error.Message);
    }

    private static JsonArray Read(params Message[] messages) => new ChatMessageReader(_ => false).Read(messages);
}
