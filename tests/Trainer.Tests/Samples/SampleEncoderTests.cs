using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jinja;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tests.Tokens;

namespace LocalAI.Plugins.Trainer.Tests.Samples;

/// <summary>Texts are shown with what is learnt between brackets; ^ begins one and $ ends one.</summary>
public sealed class SampleEncoderTests
{
    private const string Template =
        "{% if enable_thinking %}think {% endif %}{% for m in messages %}{{ m.role[0] }}.{{ m.content }}?{% endfor %}"
        + "{% if add_generation_prompt %}a.{% endif %}";

    private static readonly LetterTokenizer Tokenizer = new();

    [Fact]
    public void Plain_text_is_learnt_whole_with_its_end() =>
        Assert.Equal(["^[a story$]"], Show(TrainingMethod.Sft, new Sample("line 1") { Answer = Turns.Of("a story") }));

    [Fact]
    public void Of_a_prompt_and_a_completion_only_the_completion_is_learnt() =>
        Assert.Equal(["^q[a$]"], Show(TrainingMethod.Sft, new Sample("line 1") { Prompt = Turns.Of("q"), Answer = Turns.Of("a") }));

    [Fact]
    public void Of_a_conversation_the_turns_of_the_assistant_are_learnt_with_their_end_marker() => Assert.Equal(
        ["^u.hi?a.[yo?]u.bye?a.[ok?]"],
        Show(TrainingMethod.Sft, new Sample("line 1") { Answer = Messages("u:hi", "a:yo", "u:bye", "a:ok") }));

    [Fact]
    public void Of_a_conversation_that_is_the_prompt_nothing_is_learnt() => Assert.Equal(
        ["^u.hi?a.yo?u.bye?a.[ok?]"], Show(TrainingMethod.Sft, new Sample("line 1")
        {
            Prompt = Messages("u:hi", "a:yo", "u:bye"),
            Answer = Turns.Of("ok"),
        }));

    [Fact]
    public void The_template_is_told_whether_the_model_thinks() => Assert.Equal(
        ["^think u.hi?a.[yo?]"],
        Show(TrainingMethod.Sft, new Sample("line 1") { Answer = Messages("u:hi", "a:yo"), EnablesThinking = true }));

    [Fact]
    public void What_is_compared_becomes_two_texts() => Assert.Equal(
        ["^q[a$]", "^q[b$]"],
        Show(TrainingMethod.Dpo, new Sample("line 1") { Prompt = Turns.Of("q"), Answer = Turns.Of("a"), Rejected = Turns.Of("b") }));

    [Fact]
    public void What_is_judged_is_accompanied_by_the_answer_to_the_next_question() => Assert.Equal(
        ["^q[a$]", "^q[b$]", "^r[b$]", "^r[a$]"],
        Show(TrainingMethod.Kto,
            new Sample("line 1") { Prompt = Turns.Of("q"), Answer = Turns.Of("a") },
            new Sample("line 2") { Prompt = Turns.Of("r"), Answer = Turns.Of("b") }));

    [Fact]
    public void Prompts_ask_for_a_turn() => Assert.Equal(
        ["^u.hi?a."], Show(TrainingMethod.Grpo, new Sample("line 1") { Prompt = Messages("u:hi") }));

    [Fact]
    public void Sentences_have_no_end() => Assert.Equal(
        ["^a", "^p"], Show(TrainingMethod.Embedding, new Sample("line 1") { Prompt = Turns.Of("a"), Answer = Turns.Of("p") }));

    [Fact]
    public void What_is_too_long_loses_its_end_or_the_beginning_of_its_question()
    {
        var sample = new Sample("line 1") { Prompt = Turns.Of("abcdefgh"), Answer = Turns.Of("xyz"), Rejected = Turns.Of("x") };
        var writing = Encoder(TrainingMethod.Sft, 10);

        Assert.Equal("^abcdefgh[x]", Show(Assert.Single(writing.Encode([sample], CancellationToken.None)).Texts[0]));
        Assert.Equal(1, writing.CutTexts);
        Assert.Equal(["^defgh[xyz$]", "^bcdefgh[x$]"], Compared(10));
        Assert.Equal(["^[xy]", "^[x$]"], Compared(3));

        IEnumerable<string> Compared(int longest) =>
            Assert.Single(Encoder(TrainingMethod.Dpo, longest).Encode([sample], CancellationToken.None)).Texts.Select(Show);
    }

    [Fact]
    public void What_leaves_nothing_to_learn_is_refused_with_its_row()
    {
        var cut = new Sample("line 7") { Prompt = Turns.Of("abcdefgh"), Answer = Turns.Of("x") };
        var silent = new Sample("line 7") { Prompt = Turns.Of("q"), Answer = Messages("u:x") };
        var encoder = Encoder(TrainingMethod.Sft, 5);

        var errors = ((Sample[])[cut, silent]).Select(sample =>
            Assert.Throws<EngineException>(() => encoder.Encode([sample], CancellationToken.None)));

        Assert.Equal(
        [
            "The dataset's line 7: Nothing to learn is left of its 11 tokens within the longest text of 5; "
                + "shorten it or raise max_seq_length.",
            "The dataset's line 7: A conversation has no message of the role 'assistant', so nothing to learn.",
        ], errors.Select(error => error.Message));
    }

    [Fact]
    public void Messages_without_a_template_are_refused()
    {
        var encoder = new SampleEncoder(TrainingMethod.Sft, Tokenizer, writer: null, 10);

        var sample = new Sample("line 7") { Answer = Messages("u:hi", "a:yo") };

        var error = Assert.Throws<EngineException>(() => encoder.Encode([sample], CancellationToken.None));

        Assert.Equal("The dataset's line 7: The model has no chat template, so messages cannot be written; "
            + "give one with chat_template, or columns with texts.", error.Message);
    }

    private static SampleEncoder Encoder(TrainingMethod method, int longest) =>
        new(method, Tokenizer, new ConversationWriter(JinjaTemplate.Parse(Template, "test"), "^", "$"), longest);

    private static IEnumerable<string> Show(TrainingMethod method, params Sample[] samples) =>
        Encoder(method, 100).Encode(samples, CancellationToken.None).SelectMany(example => example.Texts.Select(Show));

    private static string Show(EncodedText text)
    {
        var letters = text.Tokens.Select(token => Tokenizer.TextOf(token));
        return string.Concat(letters.Zip(text.Learnt, (letter, learnt) => learnt ? $"[{letter}]" : letter)).Replace("][", "");
    }

    private static Turns Messages(params string[] messages) => Turns.Of([.. messages.Select(message =>
        JsonSerializer.SerializeToElement(new { role = message[0] == 'u' ? "user" : "assistant", content = message[2..] }))]);
}
