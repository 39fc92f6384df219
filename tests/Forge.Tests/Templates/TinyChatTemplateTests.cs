using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Chat;
using LocalAI.Plugins.Llama.Chat;

namespace LocalAI.Plugins.Forge.Tests.Templates;

public sealed class TinyChatTemplateTests
{
    private static readonly ChatFormat Format = ChatFormat.Of(new ChatTemplate(ChatText.Template, "", "<|im_end|>"));

    [Fact]
    public void The_engine_finds_calls_of_Hermes_and_think_tags()
    {
        var markers = Format.Tools.ToMessage();

        Assert.False(Format.DescribesTools);
        Assert.Equal(
            ("json_native", "<tool_call>\n", "\n</tool_call>", "name", "arguments"),
            (markers.FormatType, markers.PerCallStart, markers.PerCallEnd, markers.NameField, markers.ArgsField));
        Assert.Equal(("<think>", "</think>"), (markers.ReasoningStart, markers.ReasoningEnd));
        Assert.Equal(("", ""), (markers.ContentStart, markers.ContentEnd));
        Assert.True(Format.Tools.AllowsParallelCalls);
        Assert.Equal(new TemplateTraits(TypedContent: false, TextArguments: false, TakesSystem: true), Format.Template.Traits);
    }

    [Theory]
    [InlineData(null, "<|im_start|>user\nHi!<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n")]
    [InlineData(false, "<|im_start|>user\nHi!<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n")]
    [InlineData(true, "<|im_start|>user\nHi!<|im_end|>\n<|im_start|>assistant\n")]
    public void A_model_thinks_only_where_it_is_asked_to(bool? thinks, string prompt)
    {
        var row = new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi!" }) };
        if (thinks is not null)
            row["enable_thinking"] = thinks;

        Assert.Equal(prompt, ChatText.Render(row, asksForTurn: true));
    }

    [Fact]
    public void A_conversation_with_tools_and_thoughts_is_written_in_full()
    {
        var row = JsonNode.Parse(
            """
            {"enable_thinking": true,
             "tools": [
              {"type": "function", "function": {"name": "get_weather", "description": "The weather.", "parameters":
                {"type": "object", "properties": {"location": {"type": "string"}, "unit": {"type": "string", "enum": ["c", "f"]}}}}},
              {"type": "function", "function": {"name": "today"}}],
             "messages": [
              {"role": "system", "content": "Be helpful."},
              {"role": "user", "content": "Hi!"},
              {"role": "assistant", "content": "Hello!", "reasoning_content": "An earlier thought."},
              {"role": "user", "content": [{"type": "text", "text": "Weather in Paris?"}]},
              {"role": "assistant", "content": "", "reasoning_content": "I call it.", "tool_calls": [
                {"type": "function", "function": {"name": "get_weather", "arguments": {"location": "Paris", "unit": "c"}}},
                {"type": "function", "function": {"name": "today", "arguments": {}}}]},
              {"role": "tool", "content": "{\"temp\": 7}"},
              {"role": "tool", "content": "Monday"},
              {"role": "assistant", "content": "It is 7 degrees.", "reasoning_content": "I tell it."}]}
            """)!.AsObject();

        const string Written = """
            <|im_start|>system
            Be helpful.
            <tools>
            {"name": "get_weather", "description": "The weather.", "parameters": {"location": "string", "unit": ["c", "f"]}}
            {"name": "today", "parameters": {}}
            </tools>
            Call a tool with <tool_call>{"name": ..., "arguments": {...}}</tool_call>.<|im_end|>
            <|im_start|>user
            Hi!<|im_end|>
            <|im_start|>assistant
            <think>

            </think>

            Hello!<|im_end|>
            <|im_start|>user
            Weather in Paris?<|im_end|>
            <|im_start|>assistant
            <think>
            I call it.
            </think>

            <tool_call>
            {"name": "get_weather", "arguments": {"location": "Paris", "unit": "c"}}
            </tool_call>
            <tool_call>
            {"name": "today", "arguments": {}}
            </tool_call><|im_end|>
            <|im_start|>user
            <tool_response>
            {"temp": 7}
            </tool_response>
            <tool_response>
            Monday
            </tool_response><|im_end|>
            <|im_start|>assistant
            <think>
            I tell it.
            </think>

            It is 7 degrees.<|im_end|>

            """;
        Assert.Equal(Written, ChatText.Render(row));
    }

    [Fact]
    public void Conversations_are_written_as_Jinja2_writes_them()
    {
        // Written by Jinja2 3.1.6 for Python, in the sandbox and with the tojson of the library transformers.
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "jinja2.jsonl"));

        Assert.Equal(56, lines.Length);
        Assert.All(lines, line =>
        {
            var golden = JsonNode.Parse(line)!;
            Assert.Equal((string)golden["text"]!, ChatText.Render(golden["row"]!.AsObject(), (bool)golden["asks"]!));
        });
    }

    [Fact]
    public void What_asks_for_an_answer_is_how_the_text_with_the_answer_begins()
    {
        var thinking = 0;
        foreach (var row in Samples.Train(3000).Concat(Samples.HeldOut(100)).Select(sample => sample.ToJson(isHeldOut: false)))
        {
            var messages = row["messages"]!.AsArray();
            var written = "";
            for (var i = 0; i < messages.Count; i++)
            {
                if ((string?)messages[i]!["role"] != "assistant")
                    continue;
                var before = ChatText.Render(Until(row, i), asksForTurn: true);
                var through = ChatText.Render(Until(row, i + 1));
                Assert.StartsWith(before, through, StringComparison.Ordinal);
                Assert.EndsWith("<|im_end|>\n", through, StringComparison.Ordinal);
                if ((bool)row["enable_thinking"]!)
                    thinking++;
                else
                    Assert.StartsWith(written, before, StringComparison.Ordinal);
                written = through;
            }
        }
        Assert.True(thinking > 500, $"only {thinking} answers with thoughts were compared");
    }

    private static JsonObject Until(JsonObject row, int count)
    {
        var begun = row.DeepClone().AsObject();
        begun["messages"] = new JsonArray([.. row["messages"]!.AsArray().Take(count).Select(message => message!.DeepClone())]);
        return begun;
    }
}
