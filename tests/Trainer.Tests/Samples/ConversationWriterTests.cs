using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jinja;
using LocalAI.Plugins.Trainer.Samples;

namespace LocalAI.Plugins.Trainer.Tests.Samples;

public sealed class ConversationWriterTests
{
    private const string ChatMl = """
        {%- if tools %}<tools>{{ tools | tojson }}</tools>
        {% endif %}
        {%- for m in messages %}<|im_start|>{{ m.role }}
        {{ m.content }}<|im_end|>
        {% endfor %}
        {%- if add_generation_prompt %}<|im_start|>assistant
        {% endif %}
        """;

    // Keeps thoughts only in the last turn, as Qwen3's does.
    private const string Forgetful = """
        {%- for m in messages %}[{{ m.role }}]{% if m.thought and loop.last %}({{ m.thought }}){% endif %}{{ m.content }}
        {% endfor %}
        {%- if add_generation_prompt %}[assistant]{% endif %}
        """;

    private static readonly JsonElement[] TwoTurns =
    [
        Message("system", "Be brief."), Message("user", "Hello"), Message("assistant", "Hi"),
        Message("user", "Bye"), Message("assistant", "See you"),
    ];

    [Fact]
    public void Every_turn_of_the_assistant_is_learnt_with_its_end_marker()
    {
        var texts = Writer(ChatMl).Write(TwoTurns, default);

        Assert.Equal(
        [
            "-<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n",
            "+Hi<|im_end|>",
            "-\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n",
            "+See you<|im_end|>",
        ], Assert.Single(texts).Select(Show));
    }

    [Fact]
    public void What_a_template_forgets_later_is_learnt_in_a_text_of_its_own()
    {
        JsonElement[] messages =
            [Message("user", "A"), Message("assistant", "B", "b?"), Message("user", "C"), Message("assistant", "D", "d?")];

        var texts = Writer(Forgetful).Write(messages, default);

        Assert.Equal([["-[user]A\n[assistant]", "+(b?)B"], ["-[user]A\n[assistant]B\n[user]C\n[assistant]", "+(d?)D"]],
            texts.Select(text => text.Select(Show).ToArray()));
    }

    [Fact]
    public void Tools_are_shown_and_a_prompt_asks_for_a_turn()
    {
        var tools = JsonSerializer.SerializeToElement(new[] { new { name = "f" } });

        var prompt = Writer(ChatMl).WritePrompt([Message("user", "Go")], tools);

        Assert.Equal("<tools>[{\"name\": \"f\"}]</tools>\n<|im_start|>user\nGo<|im_end|>\n<|im_start|>assistant\n", prompt);
    }

    [Theory]
    [InlineData(ChatMl, "user", "A conversation has no message of the role 'assistant', so nothing to learn.")]
    [InlineData("{{ raise_exception('Only users.') }}", "assistant", "The model's chat template refuses a conversation: ")]
    [InlineData("{{ messages | length }}{% if add_generation_prompt %}?{% endif %}", "assistant", "The model's chat template writes")]
    public void What_cannot_be_learnt_is_refused(string template, string role, string message)
    {
        var error = Assert.Throws<EngineException>(() => Writer(template).Write([Message(role, "x")], default));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static ConversationWriter Writer(string template) => new(JinjaTemplate.Parse(template, "test"), "<s>", "</s>");

    private static string Show(Segment segment) => (segment.IsLearnt ? "+" : "-") + segment.Text;

    private static JsonElement Message(string role, string content, string? thought = null) => JsonSerializer.SerializeToElement(
        thought is null ? new Dictionary<string, string> { ["role"] = role, ["content"] = content }
            : new Dictionary<string, string> { ["role"] = role, ["content"] = content, ["thought"] = thought });
}
