using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Tests.Chat.Formats;

public sealed class TemplateAnalysisTests
{
    [Theory]
    [InlineData("Qwen-Qwen3-0.6B.jinja", "json_native", "<tool_call>\n", "\n</tool_call>", "<think>", "</think>")]
    [InlineData("Mistral-Small-3.2-24B-Instruct-2506.jinja", "tag_with_json", "[TOOL_CALLS]", "", "", "")]
    [InlineData("Qwen3.5-4B.jinja", "tag_with_tagged", "<tool_call>", "\n</tool_call>", "<think>", "</think>")]
    [InlineData("mistralai-Ministral-3-14B-Reasoning-2512.jinja", "tag_with_json", "[TOOL_CALLS]", "", "[THINK]", "[/THINK]")]
    [InlineData("meta-llama-Llama-3.3-70B-Instruct.jinja", "json_native", "", "", "", "")]
    [InlineData(
        "upstage-Solar-Open-100B.jinja", "tag_with_json", "<|tool_call:begin|>", "<|tool_call:end|>",
        "<|think|>", "<|end|><|begin|>assistant")]
    public void Markers_are_found_by_difference(string template, string type, string start, string end, string thought, string thoughtEnd)
    {
        var markers = ChatTemplates.FormatOf(template).ToMessage();

        Assert.Equal((type, start, end), (markers.FormatType, markers.PerCallStart, markers.PerCallEnd));
        Assert.Equal((thought, thoughtEnd), (markers.ReasoningStart, markers.ReasoningEnd));
    }

    [Fact]
    public void Fields_of_JSON_calls_are_found()
    {
        var nemo = ChatTemplates.FormatOf("mistralai-Mistral-Nemo-Instruct-2407.jinja").ToMessage();
        var llama = ChatTemplates.FormatOf("meta-llama-Llama-3.1-8B-Instruct.jinja").ToMessage();

        Assert.Equal(("name", "arguments", "id", true), (nemo.NameField, nemo.ArgsField, nemo.IdField, nemo.ToolsArrayWrapped));
        Assert.Equal(("name", "parameters", "", false), (llama.NameField, llama.ArgsField, llama.IdField, llama.ToolsArrayWrapped));
    }

    [Fact]
    public void Markers_of_arguments_are_found()
    {
        var markers = ChatTemplates.FormatOf("GLM-4.7-Flash.jinja").ToMessage();

        Assert.Equal(
            ("<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>"),
            (markers.ArgNamePrefix, markers.ArgNameSuffix, markers.ArgValuePrefix, markers.ArgValueSuffix));
    }

    [Fact]
    public void Where_ids_stand_is_found()
    {
        string[] templates = ["upstage-Solar-Open-100B.jinja", "Mistral-Small-3.2-24B-Instruct-2506.jinja", "Qwen-Qwen3-0.6B.jinja"];

        Assert.Equal(
            ["pre_func_name", "between_func_and_args", "none"],
            templates.Select(template => ChatTemplates.FormatOf(template).ToMessage().CallIdPosition));
    }

    [Fact]
    public void Words_that_say_the_types_of_values_are_found()
    {
        var format = ChatTemplates.FormatOf("typed-arguments.jinja");

        Assert.Equal(("\" text=\"", "\">", ""), (format.ArgNameSuffix, format.ArgValuePrefix, format.ToMessage().FormatType));
        Assert.Equal(new TypeWords("yes", "no", "no", "no", "no", "no"), format.ValueTypes);
    }

    [Fact]
    public void The_end_of_a_list_of_calls_is_not_the_end_of_the_turn()
    {
        var format = ChatTemplates.FormatOf("marked-list.jinja");

        Assert.Equal(("<|actions|>", "<|/actions|>"), (format.SectionStart, format.SectionEnd.Trim()));
        Assert.Equal(("<|answer|>", "<|/answer|>"), (format.ContentStart, format.ContentEnd));
    }

    [Theory]
    [InlineData("HuggingFaceTB-SmolLM3-3B.jinja", true)]
    [InlineData("deepseek-ai-DeepSeek-R1-Distill-Llama-8B.jinja", true)]
    [InlineData("microsoft-Phi-3.5-mini-instruct.jinja", false)]
    public void A_template_without_calls_has_no_format(string template, bool thinks)
    {
        var format = ChatTemplates.Of(template);

        Assert.Equal(("", thinks), (format.Shown.ToMessage().FormatType, format.Shown.SupportsThinking));
        Assert.True(format.DescribesTools);
    }

    [Fact]
    public void Harmony_is_known_by_what_it_renders()
    {
        var format = ChatTemplates.FormatOf(ChatTemplates.Harmony);

        Assert.Equal(ToolSyntax.Harmony, format.Syntax);
        Assert.True(format.SupportsThinking);
    }

    [Theory]
    [InlineData("{{ raise_exception('no') }}")]
    [InlineData("")]
    [InlineData("{{ messages[0].content }}")]
    [InlineData("{% for m in messages %}{{ m.content }}{{ m.tool_calls }}{% endfor %}")]
    [InlineData("{{ messages | tojson }}")]
    public void A_template_that_shows_nothing_useful_does_no_harm(string template)
    {
        var format = ChatFormat.Of(new ChatTemplate(template, "", "")).Tools;

        Assert.NotNull(format.ToMessage());
    }

    [Fact]
    public void A_prompt_that_ends_in_a_thought_is_seen()
    {
        Assert.True(ReasoningMarkers.Usual.AreOpenAtEndOf("<|assistant|><think>\n"));
        Assert.False(ReasoningMarkers.Usual.AreOpenAtEndOf("<|assistant|><think>\n\n</think>\n\n"));
        Assert.False(ReasoningMarkers.None.AreOpenAtEndOf("<think>"));
    }
}
