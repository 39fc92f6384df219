using System.Text;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Chat.Reasoning;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Tests.Chat.Parsing;

public sealed class ChatOutputParserTests
{
    private static readonly ToolFormat Hermes = new()
    {
        Syntax = ToolSyntax.JsonNative,
        CallStart = "<tool_call>\n",
        CallEnd = "\n</tool_call>",
        NameField = "name",
        ArgsField = "arguments",
        Reasoning = ReasoningMarkers.Usual,
    };

    private static readonly ToolFormat Llama = new() { Syntax = ToolSyntax.JsonNative, NameField = "name", ArgsField = "parameters" };

    private static readonly ToolFormat Qwen = new()
    {
        Syntax = ToolSyntax.TagWithTagged,
        CallStart = "<tool_call>\n",
        CallEnd = "\n</tool_call>",
        NamePrefix = "<function=",
        NameSuffix = ">",
        FunctionClose = "\n</function>",
        ArgNamePrefix = "\n<parameter=",
        ArgNameSuffix = ">\n",
        ArgValueSuffix = "\n</parameter>",
    };

    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"ping\", \"arguments\": {\"a\": \"b", "{\"a\": \"b\"}")]
    [InlineData("<tool_call>\n{\"name\": \"ping\", \"arguments\": {\"a\": [1, {\"b\": tr", "{\"a\": [1, {\"b\": \"tr\"}]}")]
    [InlineData("<tool_call>\n{\"name\": \"ping\", \"arguments\": {\"a\": 1, \"b", "{\"a\": 1}")]
    [InlineData("<tool_call>\n{\"name\": \"ping\", \"arguments\": {\"a\": 1, \"b\":", "{\"a\": 1}")]
    [InlineData("<tool_call>\n{\"name\": \"ping\", \"arguments\": {\"a\": \"x\\", "{\"a\": \"x\"}")]
    [InlineData("<tool_call>\n{\"name\": \"ping\", \"arguments\": {", "{}")]
    public void A_call_that_never_closes_is_closed_where_it_is(string output, string arguments)
    {
        var answer = Parse(Hermes, output);

        Assert.Equal(arguments, Assert.Single(answer.Calls).Arguments.GetRawText());
        Assert.Equal("", answer.Content);
    }

    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"ping\"")]
    [InlineData("<tool_call>\n{\"na")]
    [InlineData("<tool_call>")]
    [InlineData("<tool_call> is the tag that begins a call.")]
    [InlineData("<tool_call>\n{\"city\": \"Paris\"}\n</tool_call>")]
    public void What_is_no_call_yet_is_content(string output)
    {
        var answer = Parse(Hermes, output);

        Assert.Empty(answer.Calls);
        Assert.Equal(output, answer.Content);
    }

    [Fact]
    public void A_marker_in_passing_does_not_hide_a_call_behind_it()
    {
        var answer = Parse(Hermes, "I use <tool_call> now.\n<tool_call>\n{\"name\": \"ping\", \"arguments\": {}}\n</tool_call>");

        Assert.Equal("I use <tool_call> now.", answer.Content);
        Assert.Equal("ping", Assert.Single(answer.Calls).Name);
    }

    [Theory]
    [InlineData("1 < 2 and <tool is no marker")]
    [InlineData("a <tool_cal")]
    [InlineData("<")]
    public void What_only_begins_like_a_marker_is_content(string output) => Assert.Equal(output, Parse(Hermes, output).Content);

    [Fact]
    public void Content_before_between_and_after_calls_is_kept_apart()
    {
        const string Call = "<tool_call>\n{\"name\": \"ping\", \"arguments\": {}}\n</tool_call>";

        var answer = Parse(Hermes, $"First.\n{Call}\nSecond. {Call}\n\nThird.");

        Assert.Equal("First.\nSecond.\nThird.", answer.Content);
        Assert.Equal(2, answer.Calls.Count);
    }

    [Fact]
    public void A_call_of_an_unknown_function_is_a_call_where_markers_say_so()
    {
        var answer = Parse(Hermes, "<tool_call>{\"name\": \"unheard_of\", \"arguments\": {\"a\": 1}}</tool_call>");

        Assert.Equal("unheard_of", Assert.Single(answer.Calls).Name);
    }

    [Fact]
    public void Bare_JSON_is_a_call_only_of_a_known_function()
    {
        const string Answer = "{\"name\": \"Ada\", \"parameters\": {\"born\": 1815}}";

        Assert.Equal(Answer, Parse(Llama, Answer).Content);
        Assert.Equal("ping", Assert.Single(Parse(Llama, "\n {\"name\": \"ping\", \"parameters\": {}}").Calls).Name);
    }

    [Theory]
    [InlineData("[{\"name\": \"Ada\", \"arguments\": {\"born\": 1815}}, 2]")]
    [InlineData("[")]
    [InlineData("[{")]
    [InlineData("[]")]
    [InlineData("[1] says: [{\"name\": \"ping\", \"arguments\": {}}]")]
    [InlineData("So: [{\"name\": \"ping\", \"arguments\": {}}]")]
    public void A_bare_list_is_calls_only_at_the_beginning_and_of_known_functions(string output)
    {
        var list = ChatTemplates.FormatOf("bare-list.jinja");

        Assert.Equal(output, Parse(list, output).Content);
        Assert.Equal(
            2, Parse(list, "[{\"name\": \"ping\", \"arguments\": {}},\n {\"name\": \"ping\", \"arguments\": {}}]").Calls.Count);
    }

    [Theory]
    [InlineData("all\nThey all go.\nall\nIs C### right?", "They all go.\nall\nIs C### right?", 0)]
    [InlineData("all\n### Title\n###pong\n{}", "### Title\n###pong\n{}", 0)]
    [InlineData("all", "all", 0)]
    [InlineData("ping\nis a program.", "ping\nis a program.", 0)]
    [InlineData("ping\n{}###all\nDone.###ping\n{}", "Done.", 2)]
    public void A_name_begins_a_call_where_the_prompt_wrote_the_sign_before_it(string output, string content, int calls)
    {
        var answer = Parse(ChatTemplates.FormatOf("recipient-line.jinja"), output);

        Assert.Equal((content, calls), (answer.Content, answer.Calls.Count));
    }

    [Fact]
    public void A_value_without_the_word_that_says_its_type_is_read()
    {
        var typed = ChatTemplates.FormatOf("typed-arguments.jinja");
        var answer = Parse(
            typed,
            "<|calls|>\n<|call name=\"configure\">\n<|value of=\"label\">x</|value>\n<|value of=\"note\">2</|value>\n"
            + "</|call>\n</|calls>");

        Assert.Equal("{\"label\": \"x\", \"note\": 2}", Assert.Single(answer.Calls).Arguments.GetRawText());
    }

    [Fact]
    public void Arguments_before_the_name_and_in_a_string_are_read()
    {
        var answer = Parse(Hermes,
            "<tool_call>{\"arguments\": {\"a\": 1}, \"name\": \"ping\"}</tool_call>"
            + "<tool_call>{\"name\": \"ping\", \"arguments\": \"{\\\"b\\\": 2}\"}</tool_call>");

        Assert.Equal(["{\"a\": 1}", "{\"b\": 2}"], answer.Calls.Select(call => call.Arguments.GetRawText()));
    }

    [Fact]
    public void Almost_JSON_becomes_JSON()
    {
        var answer = Parse(Hermes,
            "<tool_call>{'name': 'ping', 'arguments': {a: 'it''s', 'b': None, \"c\": [True, 1.5,], 'd': \"x\ny\"}}</tool_call>");

        Assert.Equal(
            "{\"a\": \"it''s\", \"b\": null, \"c\": [true, 1.5], \"d\": \"x\\ny\"}", Assert.Single(answer.Calls).Arguments.GetRawText());
    }

    [Fact]
    public void Damaged_arguments_are_closed_and_the_rest_is_content()
    {
        var answer = Parse(Hermes, "<tool_call>{\"name\": \"ping\", \"arguments\": {\"a\": 1} ] so much for that");

        Assert.Equal("{\"a\": 1}", Assert.Single(answer.Calls).Arguments.GetRawText());
        Assert.Equal("] so much for that", answer.Content);
    }

    [Fact]
    public void Tagged_values_become_what_the_schema_says()
    {
        var answer = Parse(Qwen,
            "<tool_call>\n<function=configure>\n<parameter=label>\n12\n</parameter>\n<parameter=ratio>\n12\n</parameter>\n"
            + "<parameter=enabled>\nTrue\n</parameter>\n<parameter=note>\n\n</parameter>\n</function>\n</tool_call>");

        Assert.Equal(
            "{\"label\": \"12\", \"ratio\": 12, \"enabled\": true, \"note\": \"\"}", Assert.Single(answer.Calls).Arguments.GetRawText());
    }

    [Fact]
    public void A_closing_marker_within_a_value_is_part_of_it()
    {
        var answer = Parse(Qwen,
            "<tool_call>\n<function=configure>\n<parameter=label>\nuse\n</parameter> to close\n</parameter>\n</function>\n</tool_call>");

        Assert.Equal("use\n</parameter> to close", Assert.Single(answer.Calls).Arguments.GetProperty("label").GetString());
    }

    [Fact]
    public void Strings_of_tagged_arguments_are_passed_on_while_they_come()
    {
        var parser = new ChatOutputParser(Qwen, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: false);
        parser.Append("<tool_call>\n<function=configure>\n<parameter=label>\n");

        Assert.Equal("Hello", parser.Append("Hello")!.ToolCalls[0].Arguments);
        Assert.Equal(" \\\"you\\\"", parser.Append(" \"you\"")!.ToolCalls[0].Arguments);
    }

    [Fact]
    public void A_call_begins_once_with_its_id_and_goes_on_without()
    {
        var parser = new ChatOutputParser(Hermes, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: false);
        Assert.Null(parser.Append("<tool_call>\n{\"name\": \"ping\", \"argum"));

        var first = Assert.Single(parser.Append("ents\": {\"a\": \"x")!.ToolCalls);
        var second = Assert.Single(parser.Append("yz\"")!.ToolCalls);

        Assert.Equal((0, "ping", "{\"a\": \"x"), (first.Index, first.Name, first.Arguments));
        Assert.Equal(9, first.Id.Length);
        Assert.Equal((0, "", "", "yz\""), (second.Index, second.Id, second.Name, second.Arguments));
    }

    [Fact]
    public void Ids_of_the_model_are_kept()
    {
        var mistral = ChatTemplates.FormatOf("Mistral-Small-3.2-24B-Instruct-2506.jinja");
        var kimi = ChatTemplates.FormatOf("moonshotai-Kimi-K2.jinja");

        Assert.Equal("abcdef123", IdOf(mistral, "[TOOL_CALLS]ping[CALL_ID]abcdef123[ARGS]{}"));
        Assert.Equal("functions.ping:3", IdOf(
            kimi, "<|tool_calls_section_begin|><|tool_call_begin|>functions.ping:3<|tool_call_argument_begin|>{}<|tool_call_end|>"));
    }

    [Fact]
    public void Without_tools_calls_are_text()
    {
        const string Call = "<tool_call>\n{\"name\": \"ping\", \"arguments\": {}}\n</tool_call>";
        var parser = new ChatOutputParser(Hermes, ToolList.Empty, ReasoningFormat.Auto, startsInReasoning: false);

        Assert.Equal(Call, ParsedAnswer.Read(parser, Call, 3).Content);
    }

    [Theory]
    [InlineData(ReasoningFormat.Auto, "Yes.", "Hm.\nSo.")]
    [InlineData(ReasoningFormat.DeepSeek, "Yes.", "Hm.\nSo.")]
    [InlineData(ReasoningFormat.None, "<think>\nHm.\nSo.\n</think>\n\nYes.", "")]
    [InlineData(ReasoningFormat.DeepSeekLegacy, "<think>\nHm.\nSo.\n</think>\n\nYes.", "Hm.\nSo.")]
    public void Thoughts_go_where_the_option_says(object format, string content, string reasoning)
    {
        var parser = new ChatOutputParser(Hermes, RecordedOutputs.Tools, (ReasoningFormat)format, startsInReasoning: false);
        var answer = ParsedAnswer.Read(parser, "<think>\nHm.\nSo.\n</think>\n\nYes.", 2);

        Assert.Equal((content, reasoning), (answer.Content, answer.Reasoning));
    }

    [Fact]
    public void A_thought_that_the_prompt_began_ends_at_its_marker()
    {
        var parser = new ChatOutputParser(Hermes, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: true);
        parser.Append("I might say <tool_call> or <think> here.");
        Assert.True(parser.IsReasoning);
        parser.Append("</think>");
        Assert.False(parser.IsReasoning);

        Assert.Equal("But no.", parser.Append("\nBut no.")!.Content);
    }

    [Fact]
    public void A_thought_that_never_ends_is_reasoning()
    {
        var parser = new ChatOutputParser(Hermes, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: true);

        Assert.Equal(new ParsedAnswer("", "on and on", []).Reasoning, ParsedAnswer.Read(parser, "on and on", 1).Reasoning);
    }

    [Fact]
    public void A_marker_of_thoughts_later_in_the_answer_is_text() =>
        Assert.Equal("Models write <think> first.", Parse(Hermes, "Models write <think> first.").Content);

    [Fact]
    public void Harmony_channels_are_thoughts_calls_and_content()
    {
        var answer = Parse(
            DocumentedFormats.Harmony,
            "<|channel|>analysis<|message|>The user asks.<|end|><|start|>assistant<|channel|>commentary<|message|>Let me look.<|end|>"
            + "<|start|>assistant<|channel|>commentary to=functions.ping <|constrain|>json<|message|>{\"a\": \"<|end|>\"}<|call|>"
            + "<|start|>assistant to=functions.ping<|channel|>commentary json<|message|>{}<|call|>"
            + "<|start|>assistant<|channel|>final<|message|>Done.<|return|>");

        Assert.Equal(("Let me look.\nDone.", "The user asks."), (answer.Content, answer.Reasoning));
        Assert.Equal(["{\"a\": \"<|end|>\"}", "{}"], answer.Calls.Select(call => call.Arguments.GetRawText()));
    }

    [Theory]
    [InlineData("words and more ", 1)]
    [InlineData("<tool_call> ", 1)]
    [InlineData("<tool_call>{\"name\": \"ping\", \"arguments\": {\"a\": [1, \"text\", null]}}</tool_call>\n", 1)]
    [InlineData("<tool_call>{\"a\": 1}", 3)]
    [InlineData("<tool_call>\n<function=configure>\n<parameter=label>\nx\n</parameter> y", 2)]
    [InlineData(" \n", 1)]
    [InlineData("<", 1)]
    public void The_work_grows_with_the_text_and_not_faster(string unit, int size)
    {
        foreach (var format in (ToolFormat[])[Hermes, Qwen, Llama])
        {
            var (once, eightfold) = (Work(format, unit, 500, size), Work(format, unit, 4000, size));

            Assert.True(eightfold < once * 10, $"{once} characters looked at, and {eightfold} for a text of eight times the length");
        }
    }

    private static long Work(ToolFormat format, string unit, int count, int size)
    {
        var parser = new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: false);
        var text = new StringBuilder().Insert(0, unit, count).ToString();
        foreach (var piece in text.Chunk(size))
            parser.Append(piece);
        parser.Finish();
        return parser.Examined;
    }

    private static string IdOf(ToolFormat format, string output) =>
        new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: false).Parse(output)!.ToolCalls[0].Id;

    private static ParsedAnswer Parse(ToolFormat format, string output)
    {
        var answers = ((int[])[1, 2, 5, 1_000_000]).Select(size => ParsedAnswer.Read(
            new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, startsInReasoning: false), output, size)).ToList();
        Assert.All(answers, answer => answers[0].AssertEquals(answer));
        return answers[0];
    }
}
