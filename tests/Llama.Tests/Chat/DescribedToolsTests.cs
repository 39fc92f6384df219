using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Tests.Grammars;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Chat;

/// <summary>Tools for models whose templates know none.</summary>
public sealed class DescribedToolsTests
{
    private const string ChatMl =
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    private const string Vicuna =
        "{% for m in messages %}"
        + "{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must take turns.') }}{% endif %}"
        + "{{ 'USER: ' if m.role == 'user' else 'ASSISTANT: ' }}{{ m.content }}\n{% endfor %}"
        + "{% if add_generation_prompt %}ASSISTANT:{% endif %}";

    private const string Weather =
        """[{"type":"function","function":{"name":"weather","parameters":"""
        + """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";

    private const string Call = """[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\": \"Zürich\"}"}}]""";

    private static readonly Message Question = new() { Role = "user", Content = "Rain?" };

    private static readonly Message[] Dialogue =
    [
        Question,
        new() { Role = "assistant", Content = "Let me look.", ToolCalls = Call },
        new() { Role = "tool", ToolCallId = "c1", Content = "dry" },
        new() { Role = "tool", ToolCallId = "c1", Content = "cold" },
    ];

    [Fact]
    public void The_system_describes_them_behind_its_own_words()
    {
        var text = Read(ChatMl, Weather, "auto", new Message { Role = "system", Content = "Be brief." }, Question).Text;

        Assert.StartsWith("<|im_start|>system\nBe brief.\n\n# Tools\n", text, StringComparison.Ordinal);
        Assert.Contains("<tools>\n" + Weather[1..^1] + "\n</tools>", text, StringComparison.Ordinal);
        Assert.EndsWith("<|im_end|>\n<|im_start|>user\nRain?<|im_end|>\n<|im_start|>assistant\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_system_may_not_speak_the_user_does()
    {
        var text = Read(Vicuna, Weather, "auto", Question).Text;

        Assert.StartsWith("USER: # Tools\n", text, StringComparison.Ordinal);
        Assert.EndsWith("answer in plain words.\n\nRain?\nASSISTANT:", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChatMl)]
    [InlineData(Vicuna)]
    public void Calls_and_results_are_told_in_turns(string template)
    {
        var text = Read(template, Weather, "auto", [.. Dialogue, new Message { Role = "user", Content = "And wind?" }]).Text;

        Assert.Contains(
            "Let me look.\n<tool_call>\n{\"name\":\"weather\",\"arguments\":{\"city\":\"Zürich\"}}\n</tool_call>", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "<tool_response>\ndry\n</tool_response>\n<tool_response>\ncold\n</tool_response>\n\nAnd wind?", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dialogue_with_calls_is_told_even_where_no_more_are_wanted()
    {
        var text = Read(ChatMl, "", "", Dialogue).Text;

        Assert.DoesNotContain("# Tools", text, StringComparison.Ordinal);
        Assert.Contains("<tool_call>", text, StringComparison.Ordinal);
        Assert.Contains("<tool_response>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HuggingFaceTB-SmolLM3-3B.jinja")]
    [InlineData("deepseek-ai-DeepSeek-R1-Distill-Llama-8B.jinja")]
    [InlineData("microsoft-Phi-3.5-mini-instruct.jinja")]
    public void Known_templates_without_tools_show_all_of_it(string template)
    {
        var text = Read(ChatTemplates.Of(template), Weather, "required", Dialogue).Text;

        Assert.All(
            ["\"name\":\"weather\"", "Now call at least one function.", "\"city\":\"Zürich\"", "<tool_response>\ndry"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_are_held_to_their_schemas_and_parsed()
    {
        const string Good = "<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Bern\"}}\n</tool_call>";
        using var model = new StoriesModel();
        var prompt = Read(ChatMl, Weather, "required", Question);

        Assert.True(GrammarAcceptor.Accepts(prompt.Grammar.Text, Good + "\n" + Good, model.Vocabulary));
        Assert.False(GrammarAcceptor.Accepts(
            prompt.Grammar.Text, Good.Replace("\"Bern\"", "7", StringComparison.Ordinal), model.Vocabulary));
        foreach (var size in (int[])[1, 3, 7, 1000])
        {
            var answer = ParsedAnswer.Read(prompt.CreateParser(), $"I look.\n{Good}\n{Good}", size);
            Assert.Equal("I look.", answer.Content);
            Assert.Equal(["weather {\"city\": \"Bern\"}", "weather {\"city\": \"Bern\"}"],
                answer.Calls.Select(call => $"{call.Name} {call.Arguments}"));
        }
    }

    [Fact]
    public async Task A_model_with_a_plain_template_calls_them()
    {
        await using var model = (LlamaTextModel)await StoriesEngine.LoadAsync(options =>
        {
            options.ContextSize = 2048;
            options.Options.Add("chat_template:" + ChatMl);
        });
        var request = new PredictOptions
        {
            UseTokenizerTemplate = true,
            Messages = { Question },
            Tools = Weather.Replace("\"type\":\"string\"", "\"enum\":[\"Bern\",\"Oslo\"]", StringComparison.Ordinal),
            ToolChoice = """{"type":"function","function":{"name":"weather"}}""",
            Tokens = 300,
        };

        var whole = await model.PredictAsync(request, TestContext.Current.CancellationToken);
        var pieces = await model.PredictStreamAsync(request, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        var answer = ParsedAnswer.From([new ChatDelta(Assert.Single(whole.ChatDeltas))]);
        Assert.All(answer.Calls, call =>
        {
            Assert.Equal("weather", call.Name);
            Assert.Contains(call.Arguments.GetProperty("city").GetString(), (string[])["Bern", "Oslo"]);
        });
        Assert.NotEmpty(answer.Calls);
        answer.AssertEquals(ParsedAnswer.From(pieces.SelectMany(reply => reply.ChatDeltas)));
        Assert.Empty((await model.ModelMetadataAsync(new ModelOptions(), TestContext.Current.CancellationToken)).ToolFormat.FormatType);
    }

    [Fact]
    public void A_free_choice_waits_for_the_marker()
    {
        var trigger = Assert.Single(Read(ChatMl, Weather, "auto", Question).Grammar.Triggers);

        Assert.Equal(("<tool_call>", false), (trigger.Word, trigger.OnlyAtStart));
    }

    [Fact]
    public void A_named_function_is_asked_for() => Assert.Contains(
        "Now call the function weather.",
        Read(ChatMl, Weather, """{"type":"function","function":{"name":"weather"}}""", Question).Text, StringComparison.Ordinal);

    private static ChatPrompt Read(string template, string tools, string choice, params Message[] messages) =>
        Read(ChatFormat.Of(new ChatTemplate(template, "", "")), tools, choice, messages);

    private static ChatPrompt Read(ChatFormat format, string tools, string choice, params Message[] messages)
    {
        Assert.True(ToolList.TryRead(tools, out var list, out var fault), fault);
        var request = new PredictOptions { UseTokenizerTemplate = true, Messages = { messages } };
        return new ChatPromptReader(format, new ChatSettings(), addsBegin: false)
            .Read(request, list, ToolChoice.Read(choice, list), CancellationToken.None);
    }
}
