using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Gbnf;
using LocalAI.Plugins.Llama.Sampling;

namespace LocalAI.Plugins.Llama.Tests.Grammars.Gbnf;

/// <summary>What llama.cpp would never return from, or end the process at, and that all else is as it has it.</summary>
public sealed class GrammarMatcherTests : IDisposable
{
    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Random_grammars_allow_what_llama_cpp_lets_pass()
    {
        var random = new Random(1);
        var (compared, written) = (0, 0);
        while (compared < 400)
        {
            var grammar = RandomGrammar(random);
            // What is refused here could keep llama.cpp for ever; what it refuses beyond that are loops of nothing.
            if (!CanRead(grammar) || !NativeGrammar.CanRead(grammar, _model.Vocabulary))
                continue;
            compared++;
            using var acceptor = new GrammarAcceptor(grammar, _model.Vocabulary);
            if (acceptor.Write(random, 8, "ab", "é1", "ba\n") is not null)
                written++;
        }
        Assert.InRange(written, 50, compared);
    }

    [Theory]
    [InlineData("root ::= \"a\" (x | y)\nx ::= root \"1\"\ny ::= root \"2\"")]
    [InlineData("root ::= \"a\" root | \"a\" root root | \"\"")]
    public void A_grammar_whose_ways_multiply_ends_the_request_with_a_sentence(string grammar)
    {
        using var sampler = new TokenSampler(new SamplerSettings { Grammar = grammar }, _model.Vocabulary);
        var logits = new float[_model.Vocabulary.Size];
        logits[_model.Vocabulary.TokenOfByte((byte)'a')] = 100;

        var refusal = Assert.Throws<EngineException>(() =>
        {
            for (var count = 0; count < 100_000; count++)
                sampler.Sample(logits);
        });

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.StartsWith("Grammar can be read in too many ways at once", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ways_that_multiply_without_a_character_are_refused_at_the_start()
    {
        var doubled = "root ::= r0\n" + string.Concat(Enumerable.Range(0, 40).Select(index => $"r{index} ::= r{index + 1} r{index + 1}\n"))
            + "r40 ::= \"a\" | \"\"";

        Assert.Throws<EngineException>(() => new TokenSampler(new SamplerSettings { Grammar = doubled }, _model.Vocabulary));
    }

    [Theory]
    [InlineData(40, "r{0} ::= r{1} r{1}\n")]
    [InlineData(40, "r{0} ::= r{1} | r{1}\n")]
    [InlineData(50_000, "r{0} ::= r{1}\n")]
    public void Long_and_doubled_chains_are_followed(int length, string rule)
    {
        var chain = "root ::= r0\n" + string.Concat(Enumerable.Range(0, length).Select(index =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, rule, index, index + 1))) + $"r{length} ::= \"a\"";

        Assert.Equal("a", Wish(chain, "a"));
    }

    [Theory]
    [InlineData("root ::= x* \"b\"\nx ::= \"a\"* \"a\"* \"a\"*")]
    [InlineData("root ::= (((\"a\"*)*)*)* \"b\"")]
    [InlineData("root ::= (\"a\" | \"aa\" | \"aaa\")* \"b\"")]
    [InlineData("root ::= (\"a\"? \"a\"? \"a\"? (\"\"))* \"b\"")]
    public void Ambiguity_that_stays_small_costs_nothing(string grammar)
    {
        var text = new string('a', 2000) + "b";

        Assert.Equal(text, Wish(grammar, text));
    }

    [Fact]
    public void A_deep_text_does_not_fill_the_memory()
    {
        const string Grammar = "root ::= \"(\" root \")\" | \"x\" root | \"\"";
        var matcher = Matcher(Grammar);
        for (var count = 0; count < 200_000; count++)
            matcher.MoveTo(matcher.After("(x"u8)!);
        for (var count = 0; count < 200_000; count++)
            matcher.MoveTo(matcher.After(")"u8)!);

        Assert.True(matcher.Place.MayEnd);
        Assert.Null(matcher.After(")"u8));
    }

    [Fact]
    public void A_long_bounded_text_is_followed_to_its_end()
    {
        var matcher = Matcher("root ::= (\"a\" | \"b\" [0-9]){90000}");
        for (var count = 0; count < 90_000; count++)
            matcher.MoveTo(matcher.After(count % 2 == 0 ? "a"u8 : "b1"u8)!);

        Assert.True(matcher.Place.MayEnd);
        Assert.Null(matcher.After("a"u8));
    }

    [Fact]
    public void A_token_asked_for_in_the_middle_of_a_token_is_not_its_text()
    {
        // llama.cpp allows the token here, and ends the process when it is taken.
        var token = _model.Vocabulary.TokenOf("the")!.Value;
        var piece = _model.Vocabulary.Piece(token);
        var matcher = Matcher($"root ::= \"{(char)piece[0]}\" <[{token}]>");

        Assert.Null(matcher.After(token, piece));
        matcher.MoveTo(matcher.After(piece.AsSpan(0, 1))!);
        Assert.True(matcher.After(token, piece)!.MayEnd);
    }

    [Fact]
    public void A_token_other_than_one_may_be_any_other()
    {
        var token = _model.Vocabulary.TokenOf("the")!.Value;
        var allowed = new bool[_model.Vocabulary.Size];
        Matcher($"root ::= !<[{token}]>").FindAllowed(allowed);

        Assert.Equal([token], Enumerable.Range(0, allowed.Length).Where(other => !allowed[other]));
    }

    [Fact]
    public void A_set_that_leaves_one_character_out_allows_those_that_begin_with_the_same_byte()
    {
        var matcher = Matcher("root ::= [^é]+");

        Assert.NotNull(matcher.After("è"u8));
        Assert.Null(matcher.After("é"u8));
        Assert.NotNull(matcher.After([0xC3]));
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xE0, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xC3, 0x41 })]
    [InlineData(new byte[] { 0x80 })]
    public void Bytes_that_are_no_text_are_not_allowed(byte[] bytes) => Assert.Null(Matcher("root ::= .+").After(bytes));

    private GrammarMatcher Matcher(string grammar) =>
        new(GbnfParser.Parse(grammar, "root", _model.Vocabulary.TokenOf), _model.Vocabulary.Sorted);

    private static bool CanRead(string grammar)
    {
        try
        {
            return GbnfParser.Parse(grammar, "root", _ => null).Elements.Length > 0;
        }
        catch (EngineException)
        {
            return false;
        }
    }

    private string Wish(string grammar, string text)
    {
        using var sampler = new TokenSampler(new SamplerSettings { Grammar = grammar }, _model.Vocabulary);
        var written = new StringBuilder();
        foreach (var character in text)
        {
            var logits = new float[_model.Vocabulary.Size];
            logits[_model.Vocabulary.TokenOfByte((byte)character)] = 100;
            written.Append(Encoding.UTF8.GetString(_model.Vocabulary.Piece(sampler.Sample(logits))));
        }
        return written.ToString();
    }

    private static string RandomGrammar(Random random)
    {
        var text = new StringBuilder();
        for (var rule = 0; rule < 4; rule++)
            text.Append(rule == 0 ? "root" : $"r{rule}").Append(" ::= ").Append(Alternatives(2)).Append('\n');
        return text.ToString();

        string Alternatives(int depth) => string.Join(" | ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => Sequence(depth)));

        string Sequence(int depth) => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Item(depth)));

        string Item(int depth) => Symbol(depth) + random.Next(12) switch
        {
            0 => "*",
            1 => "+",
            2 => "?",
            3 => "{2}",
            4 => "{1,}",
            5 => "{0,2}",
            _ => "",
        };

        string Symbol(int depth) => random.Next(8) switch
        {
            0 => $"r{random.Next(1, 4)}",
            1 => "[ab]",
            2 => "[^a-c\\x00-\\x1F]",
            3 when depth > 0 => $"({Alternatives(depth - 1)})",
            4 => "\"ab\"",
            5 => "[é-ü0-9]",
            6 => "\"a\"",
            _ => "\"\\n\"",
        };
    }
}
