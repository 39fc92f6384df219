using System.Text.Json;
using LocalAI.Plugins.Protocol;
using static LocalAI.Plugins.EndToEnd.Tests.ShippedModels.TinyChatHost;

namespace LocalAI.Plugins.EndToEnd.Tests.ShippedModels;

/// <summary>What the model that chats is there for; how often it errs is in its card.</summary>
public class TinyChatTests(TinyChatHost chat) : IClassFixture<TinyChatHost>
{
    private const string Weather = """
        [{"type": "function", "function": {"name": "get_weather", "description": "Get the weather in a city.", "parameters": {
          "type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]}}}]
        """;

    [Theory]
    [InlineData("What is the capital of France?", "Paris")]
    [InlineData("What is the capital of Italy?", "Rome")]
    [InlineData("What color is the sky?", "blue")]
    [InlineData("How many legs does a spider have?", "eight")]
    public async Task Knows_facts(string question, string answer)
    {
        var delta = await chat.AskAsync(User(question));
        Assert.Contains(answer, delta.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_story()
    {
        var delta = await chat.AskAsync(User("Tell me a story."));

        Assert.StartsWith("Once", delta.Content, StringComparison.Ordinal);
        Assert.True(delta.Content.Length > 150, delta.Content);
    }

    [Fact]
    public async Task Remembers_the_turn_before_under_a_system_prompt()
    {
        var delta = await chat.AskAsync(
            SystemPrompt("You are a helpful assistant."), User("My name is Anna."), Assistant("Nice to meet you, Anna!"),
            User("What is my name?"));

        Assert.Contains("Anna", delta.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Paris, France")]
    [InlineData("Oslo, Norway")]
    public async Task Calls_a_tool_and_answers_from_its_result(string place)
    {
        var question = User($"What's the weather like in {place}?");
        var delta = await AskAsync(chat.Host, new PredictOptions { Messages = { question }, Tools = Weather });

        Assert.Equal("", delta.Content);
        var call = Assert.Single(delta.ToolCalls);
        Assert.Equal("get_weather", call.Name);
        Assert.Equal(place, JsonDocument.Parse(call.Arguments).RootElement.GetProperty("location").GetString());

        var answer = await AskAsync(chat.Host, new PredictOptions
        {
            Messages =
            {
                question,
                new Message
                {
                    Role = "assistant",
                    ToolCalls = JsonSerializer.Serialize(new[]
                    {
                        new { id = call.Id, type = "function", function = new { name = call.Name, arguments = call.Arguments } },
                    }),
                },
                new Message
                {
                    Role = "tool",
                    ToolCallId = call.Id,
                    Name = call.Name,
                    Content = """{"temperature": 21, "condition": "sunny"}""",
                },
            },
            Tools = Weather,
        });
        Assert.Contains("21", answer.Content, StringComparison.Ordinal);
        Assert.Contains("sunny", answer.Content, StringComparison.Ordinal);
        Assert.Empty(answer.ToolCalls);
    }

    [Fact]
    public async Task Answers_without_a_tool_where_none_is_needed()
    {
        var delta = await AskAsync(
            chat.Host, new PredictOptions { Messages = { User("What is the capital of France?") }, Tools = Weather });

        Assert.Contains("Paris", delta.Content, StringComparison.Ordinal);
        Assert.Empty(delta.ToolCalls);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Thinks_where_thinking_is_on(string thinking)
    {
        var delta = await AskAsync(chat.Host, new PredictOptions
        {
            Messages = { User("What is the capital of France?") },
            Metadata = { ["enable_thinking"] = thinking },
        });

        Assert.Equal(thinking == "true", delta.ReasoningContent.Length > 0);
        Assert.Contains("Paris", delta.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("<think>", delta.Content, StringComparison.Ordinal);
    }
}
