using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Chat.Reasoning;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Tests.Grammars;

namespace LocalAI.Plugins.Llama.Tests.Chat.Tools;

/// <summary>The native grammar sampler against the parser: each must take what the other makes.</summary>
public sealed class ToolGrammarTests : IDisposable
{
    private static readonly ToolChoice Required = new(ToolChoiceMode.Required);

    private readonly StoriesModel _model = new();

    public static TheoryData<string> Templates => [.. RecordedOutputs.All.Select(output => output.Template).Distinct()];

    public void Dispose() => _model.Dispose();

    [Theory]
    [MemberData(nameof(Templates))]
    public void What_a_template_renders_is_allowed(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        foreach (var recorded in RecordedOutputs.All
            .Where(output => output.Template == template && output.Expected is { Content: "", Calls.Count: > 0 }))
        {
            if (recorded.Name.StartsWith("hard", StringComparison.Ordinal))
                continue;
            var grammar = ToolGrammar.Build(format, RecordedOutputs.Tools, Required, recorded.StartsInReasoning);
            using var acceptor = new GrammarAcceptor(grammar.Text, _model.Vocabulary);
            var passed = acceptor.Append(recorded.Output);

            Assert.True(passed == recorded.Output.Length, $"{recorded.Name} stops before: {recorded.Output[passed..]}\n{grammar.Text}");
            Assert.True(acceptor.MayEnd, $"{recorded.Name} may not end\n{grammar.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void What_the_grammar_writes_is_parsed_to_calls_that_fit_the_schemas(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        var grammar = ToolGrammar.Build(format, RecordedOutputs.Tools, Required, startsInReasoning: false);
        var random = new Random(7);
        var written = 0;
        for (var round = 0; round < 12 && written < 4; round++)
        {
            using var acceptor = new GrammarAcceptor(grammar.Text, _model.Vocabulary);
            if (acceptor.Write(random, most: 300, [.. format.Markers, format.ArgValueSuffix, "'"]) is not { } output)
                continue;
            written++;
            var parser = new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: false);
            var answer = ParsedAnswer.Read(parser, output, 3);

            Assert.True(answer.Calls.Count > 0 && answer.Content.Length == 0, output);
            Assert.All(answer.Calls, call => Assert.True(Fits(call), $"{call.Name} {call.Arguments} of {output}"));
        }
        Assert.True(written > 0, "no text ended");
    }

    [Fact]
    public void A_named_function_is_the_only_one()
    {
        var format = ChatTemplates.FormatOf("Qwen-Qwen3-0.6B.jinja");
        var grammar = ToolGrammar.Build(
            format, RecordedOutputs.Tools, new ToolChoice(ToolChoiceMode.Required, "ping"), startsInReasoning: false);

        Assert.True(Accepts(grammar.Text, "<tool_call>\n{\"name\": \"ping\", \"arguments\": {}}\n</tool_call>"));
        Assert.False(Accepts(
            grammar.Text, "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"location\": \"Paris\"}}\n</tool_call>"));
    }

    [Fact]
    public void A_required_call_may_follow_a_thought_but_nothing_else()
    {
        var format = ChatTemplates.FormatOf("Qwen-Qwen3-0.6B.jinja");
        var grammar = ToolGrammar.Build(format, RecordedOutputs.Tools, Required, startsInReasoning: false).Text;
        const string Call = "<tool_call>\n{\"name\": \"ping\", \"arguments\": {}}\n</tool_call>";

        Assert.True(Accepts(grammar, $"<think>\nI <tool_call> it.\n</think>\n\n{Call}"));
        Assert.False(Accepts(grammar, $"Well. {Call}"));
        Assert.False(Accepts(grammar, "<think>\nNo.\n</think>"));
    }

    [Fact]
    public void A_free_choice_waits_for_the_marker_and_lets_thoughts_mention_it()
    {
        var format = ChatTemplates.FormatOf("Qwen-Qwen3-0.6B.jinja");
        var grammar = ToolGrammar.Build(format, RecordedOutputs.Tools, ToolChoice.Auto, startsInReasoning: false);

        Assert.Equal([("<think>", true), ("<tool_call>", false)], grammar.Triggers.Select(trigger => (trigger.Word, trigger.OnlyAtStart)));
        Assert.True(Accepts(grammar.Text, "<think>A <tool_call>?</think>No call."));
        Assert.True(Accepts(
            grammar.Text, "<think>A <tool_call>?</think>Look: <tool_call>{\"name\": \"ping\", \"arguments\": {}}</tool_call>"));
        Assert.False(Accepts(grammar.Text, "<think>A <tool_call>?</think>Look: <tool_call>{\"name\": \"pong\""));
    }

    [Fact]
    public void A_harmony_call_may_follow_a_thought()
    {
        var grammar = ToolGrammar.Build(DocumentedFormats.Harmony, RecordedOutputs.Tools, Required, startsInReasoning: false).Text;
        const string Call = "to=functions.ping <|constrain|>json<|message|>{}";

        Assert.True(Accepts(grammar, $"<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary {Call}"));
        Assert.True(Accepts(grammar, $"<|channel|>commentary {Call}"));
        Assert.True(Accepts(grammar, " to=functions.ping<|channel|>commentary json<|message|>{}"));
        Assert.False(Accepts(grammar, "<|channel|>final<|message|>No."));
        Assert.Equal("to=functions.", Assert.Single(
            ToolGrammar.Build(DocumentedFormats.Harmony, RecordedOutputs.Tools, ToolChoice.Auto, startsInReasoning: false).Triggers).Word);
    }

    [Fact]
    public void Bare_calls_begin_only_at_the_start()
    {
        var grammar = ToolGrammar.Build(
            ChatTemplates.FormatOf("meta-llama-Llama-3.1-8B-Instruct.jinja"),
            RecordedOutputs.Tools, ToolChoice.Auto, startsInReasoning: false);

        Assert.Equal([("{\"name\"", true)], grammar.Triggers.Select(trigger => (trigger.Word, trigger.OnlyAtStart)));
    }

    [Fact]
    public void Calls_that_the_prompt_begins_are_known_by_their_names()
    {
        var grammar = ToolGrammar.Build(
            ChatTemplates.FormatOf("recipient-line.jinja"), RecordedOutputs.Tools, ToolChoice.Auto, startsInReasoning: false);

        Assert.Contains(new GrammarTrigger("ping\n", OnlyAtStart: true), grammar.Triggers);
        Assert.Contains(new GrammarTrigger("###ping\n"), grammar.Triggers);
        Assert.True(Accepts(grammar.Text, "ping\n{}###get_weather\n{\"location\": \"Paris\"}"));
        Assert.True(Accepts(grammar.Text, "###ping\n{}"));
        Assert.False(Accepts(grammar.Text, "###all\n"));
    }

    [Fact]
    public void No_choice_and_no_tools_need_no_grammar()
    {
        var format = ChatTemplates.FormatOf("Qwen-Qwen3-0.6B.jinja");

        Assert.True(ToolGrammar.Build(format, RecordedOutputs.Tools, new ToolChoice(ToolChoiceMode.None), false).IsEmpty);
        Assert.True(ToolGrammar.Build(format, ToolList.Empty, ToolChoice.Auto, false).IsEmpty);
    }

    [Fact]
    public void What_the_grammar_does_not_keep_to_is_named_with_its_tool()
    {
        Assert.True(ToolList.TryRead(
            "[{\"function\": {\"name\": \"f\", \"parameters\": {\"properties\": {\"a\": {\"pattern\": \"(?=x)\"}}}}}]",
            out var tools, out _));

        Assert.All(["Qwen-Qwen3-0.6B.jinja", "Qwen3.5-4B.jinja", ChatTemplates.Harmony], template => Assert.Equal(
            ["f#/properties/a/pattern"],
            ToolGrammar.Build(ChatTemplates.FormatOf(template), tools, Required, startsInReasoning: false).NotEnforced));
    }

    [Fact]
    public void A_length_that_cannot_be_counted_between_markers_is_named()
    {
        const string Tools = "[{\"function\": {\"name\": \"f\", \"parameters\": {\"properties\": "
            + "{\"a\": {\"type\": \"string\", \"maxLength\": 1000}}, \"required\": [\"a\"]}}}]";
        Assert.True(ToolList.TryRead(Tools, out var tools, out _));
        var grammar = ToolGrammar.Build(ChatTemplates.FormatOf("Qwen3.5-4B.jinja"), tools, Required, startsInReasoning: false);

        Assert.Equal(["f#/properties/a/maxLength"], grammar.NotEnforced);
        var text = new string('x', 500);
        Assert.True(Accepts(
            grammar.Text, $"<tool_call>\n<function=f>\n<parameter=a>\n{text}\n</parameter>\n</function>\n</tool_call>"));
    }

    [Theory]
    [InlineData("Qwen3.5-4B.jinja")]
    [InlineData("MiniMax-M3.jinja")]
    [InlineData("google-gemma-4-31B-it-interleaved.jinja")]
    public void Many_bounded_texts_do_not_make_tools_unusable(string template)
    {
        var properties = string.Join(", ", Enumerable.Range(0, 20).Select(number =>
            $"\"p{number}\": {{\"type\": \"string\", \"minLength\": {number}, \"maxLength\": {100 + number}}}"));
        var functions = Enumerable.Range(0, 20).Select(number =>
            $"{{\"function\": {{\"name\": \"f{number}\", \"parameters\": {{\"properties\": {{{properties}}}}}}}}}");
        Assert.True(ToolList.TryRead($"[{string.Join(", ", functions)}]", out var tools, out var fault), fault);

        var grammar = ToolGrammar.Build(ChatTemplates.FormatOf(template), tools, Required, startsInReasoning: false);

        using var acceptor = new GrammarAcceptor(grammar.Text, _model.Vocabulary);
        // The first are counted, as long as there is room.
        Assert.InRange(grammar.NotEnforced.Count(place => place.StartsWith("f0#", StringComparison.Ordinal)), 1, 19);
    }

    [Fact]
    public void A_wrong_schema_is_refused_in_one_sentence()
    {
        Assert.True(ToolList.TryRead(
            "[{\"function\": {\"name\": \"f\", \"parameters\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": 5}}}}}]",
            out var tools, out _));

        var refused = Assert.Throws<EngineException>(() =>
            ToolGrammar.Build(ChatTemplates.FormatOf("Qwen-Qwen3-0.6B.jinja"), tools, Required, startsInReasoning: false));
        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.Contains("Tools", refused.Message);
    }

    private bool Accepts(string grammar, string text) => GrammarAcceptor.Accepts(grammar, text, _model.Vocabulary);

    private static bool Fits(ParsedCall call)
    {
        if (!RecordedOutputs.Tools.TryGet(call.Name, out var tool) || call.Arguments.ValueKind != JsonValueKind.Object)
            return false;
        var properties = tool.Parameters.GetProperty("properties");
        var required = tool.Parameters.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!)
            : [];
        return required.All(name => call.Arguments.TryGetProperty(name, out _))
            && call.Arguments.EnumerateObject().All(argument =>
                !properties.TryGetProperty(argument.Name, out var schema) || Fits(argument.Value, schema));
    }

    private static bool Fits(JsonElement value, JsonElement schema) => TypeOf(schema) switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny(".eE") < 0,
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => Fits(item, schema.GetProperty("items"))),
        "object" => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member =>
            !schema.GetProperty("properties").TryGetProperty(member.Name, out var its) || Fits(member.Value, its)),
        _ => true,
    };

    private static string? TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type) ? type.GetString() : null;
}
