using System.Text;
using LocalAI.Plugins.Llama.Sampling;

namespace LocalAI.Plugins.Llama.Tests.Sampling;

/// <summary>Grammars that hold from a trigger on. The model's wishes are given as logits, a token at a time.</summary>
public sealed class LazyGrammarTests : IDisposable
{
    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Constrains_only_after_the_trigger()
    {
        // Digits are not in the grammar: before the word they pass, after it they do not.
        using var sampler = Lazy("root ::= \"go\" [a-c]*", new GrammarTrigger("go"));

        Assert.Equal("12go", Wish(sampler, "12go"));
        Assert.NotEqual("7", Wish(sampler, "7"));
    }

    [Fact]
    public void A_word_the_grammar_cannot_begin_with_stands_before_it()
    {
        using var sampler = Lazy("root ::= \"ab\"", new GrammarTrigger("<t>"));

        Assert.Equal("x<t>ab", Wish(sampler, "x<t>ab"));
        Assert.Equal(Encoding.UTF8.GetBytes(""), _model.Vocabulary.Piece(sampler.Sample(Logits('z'))));
    }

    [Fact]
    public void A_word_may_begin_and_end_within_tokens()
    {
        // " the" is one token; the word is its middle and the grammar goes on with its last letter.
        var token = TokenOf(" the");
        using var sampler = Lazy("root ::= \"he\" [0-9]", new GrammarTrigger("h"));

        Assert.Equal(token, sampler.Sample(Logits(token)));
        Assert.Equal("5", Wish(sampler, "5"));
    }

    [Fact]
    public void A_token_that_completes_the_word_and_contradicts_the_grammar_is_not_taken()
    {
        var token = TokenOf(" the");
        using var sampler = Lazy("root ::= \"hx\"", new GrammarTrigger("h"));

        var logits = Logits(token);
        logits[TokenOf("a")] = 50;

        Assert.Equal(TokenOf("a"), sampler.Sample(logits));
    }

    [Theory]
    [InlineData(" \n", true)]
    [InlineData(" x ", false)]
    public void A_trigger_for_the_start_counts_only_behind_white_space(string before, bool counts)
    {
        using var sampler = Lazy("root ::= \"{\" [a-c]", new GrammarTrigger("{", OnlyAtStart: true));

        Wish(sampler, before + "{");

        Assert.Equal(counts, Wish(sampler, "7") is "a" or "b" or "c");
    }

    [Fact]
    public void The_first_of_several_words_counts()
    {
        using var sampler = Lazy("root ::= (\"one\" | \"two\") \"!\"", new GrammarTrigger("two"), new GrammarTrigger("one"));

        Assert.Equal("three one!", Wish(sampler, "three one!"));
        Assert.True(_model.Vocabulary.IsEndOfGeneration(sampler.Sample(Logits('t'))));
    }

    [Fact]
    public void A_text_without_the_trigger_ends_when_the_model_likes()
    {
        using var sampler = Lazy("root ::= \"go\"", new GrammarTrigger("go"));
        var end = _model.Vocabulary.EndTokens[0];

        Wish(sampler, "no");

        Assert.Equal(end, sampler.Sample(Logits(end)));
    }

    private TokenSampler Lazy(string grammar, params GrammarTrigger[] triggers) =>
        new(new SamplerSettings { Grammar = new GrammarSettings(grammar) { Triggers = triggers } }, _model.Vocabulary);

    /// <summary>What comes when the model wishes for a text, byte by byte.</summary>
    private string Wish(TokenSampler sampler, string text) => Encoding.UTF8.GetString(
        [.. Encoding.UTF8.GetBytes(text).SelectMany(value => _model.Vocabulary.Piece(sampler.Sample(Logits((char)value))))]);

    private float[] Logits(char wished) => Logits(_model.Vocabulary.TokenOfByte((byte)wished));

    private float[] Logits(int wished)
    {
        var logits = new float[_model.Vocabulary.Size];
        logits[wished] = 100;
        return logits;
    }

    private int TokenOf(string piece) => Enumerable.Range(0, _model.Vocabulary.Size)
        .First(token => _model.Vocabulary.Piece(token).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(piece)));
}
