using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>Grammars put together by hand, followed by the native sampler.</summary>
public sealed class GrammarBuilderTests : IDisposable
{
    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Several_schemas_and_literals_become_one_grammar()
    {
        var builder = new GrammarBuilder("Tools");
        var root = builder.Reserve("root");
        (string, string)[] tools =
            [("weather", """{"properties":{"city":{"type":"string"}}}"""), ("time", """{"properties":{"zone":{"enum":["utc"]}}}""")];
        var calls = tools.Select(tool => Expression.Sequence(
            Expression.Literal($"<tool_call>{tool.Item1} "),
            Arguments(builder, tool.Item2, tool.Item1),
            Expression.Literal("</tool_call>")));
        var call = builder.Share("call", Expression.Choice(calls));
        builder.Define(root, Expression.Sequence(call, builder.Repeat("more", Expression.Sequence(Expression.Literal("\n"), call), 0, 2)));
        var grammar = builder.Build(root);

        Assert.True(Accepts(grammar, "<tool_call>weather {\"city\": \"Oslo\"}</tool_call>"));
        Assert.True(Accepts(grammar, "<tool_call>time {}</tool_call>\n<tool_call>time {\"zone\":\"utc\"}</tool_call>"));
        Assert.False(Accepts(grammar, "<tool_call>time {\"city\": \"Oslo\"}</tool_call>"));
        Assert.False(Accepts(grammar, string.Join('\n', Enumerable.Repeat("<tool_call>time {}</tool_call>", 4))));
    }

    [Theory]
    [InlineData("\"quoted\" \\ and [set] (group) | * ? + { } ^ - # <[1]> !")]
    [InlineData("tab\tline\nreturn\rdelete\u007F")]
    [InlineData("é → 😀")]
    public void A_literal_is_itself_and_nothing_else(string text)
    {
        var grammar = Root(_ => Expression.Literal(text));

        Assert.True(Accepts(grammar, text));
        Assert.False(Accepts(grammar, text[..^1] + "~"));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 2)]
    [InlineData(0, 1001)]
    [InlineData(7, 1500)]
    [InlineData(1500, 1501)]
    [InlineData(2048, 2048)]
    [InlineData(1023, null)]
    [InlineData(2500, null)]
    public void Repeats_as_often_as_it_says(int least, int? most)
    {
        var grammar = Root(
            builder => Expression.Sequence(builder.Repeat("item", Expression.Literal("ab"), least, most), Expression.Literal(".")));

        int[] counts = [least - 1, least, least + 1, (most ?? least + 40) - 1, most ?? least + 40, (most ?? least + 40) + 1];
        Assert.All(counts.Where(count => count >= 0), count => Assert.Equal(
            count >= least && count <= (most ?? int.MaxValue), Accepts(grammar, string.Concat(Enumerable.Repeat("ab", count)) + ".")));
    }

    [Fact]
    public void Names_are_made_of_what_GBNF_allows_and_never_the_same()
    {
        var builder = new GrammarBuilder("Tools");

        Assert.Equal("get-weather", builder.Reserve("get_Weather"));
        Assert.Equal("get-weather-1", builder.Reserve("get.weather"));
        Assert.Equal("rule", builder.Reserve("日本"));
    }

    [Fact]
    public void What_can_never_end_is_left_out()
    {
        var builder = new GrammarBuilder("Tools");
        var (root, endless) = (builder.Reserve("root"), builder.Reserve("endless"));
        builder.Define(endless, Expression.Sequence(Expression.Literal("a"), GrammarBuilder.Reference(endless)));
        builder.Define(root, Expression.Choice(GrammarBuilder.Reference(endless), Expression.Literal("b")));

        Assert.Equal("root ::= \"b\"\n", builder.Build(root));
    }

    [Fact]
    public void A_grammar_of_nothing_but_that_is_refused()
    {
        var builder = new GrammarBuilder("Tools");
        var root = builder.Reserve("root", "#/x");
        builder.Define(root, Expression.Sequence(Expression.Literal("a"), GrammarBuilder.Reference(root)));

        var error = Assert.Throws<EngineException>(() => builder.Build(root));

        Assert.Equal(
            "The JSON schema in Tools refers to itself without end at #/x; make a property there optional or allow null.", error.Message);
    }

    private static Expression Arguments(GrammarBuilder builder, string schema, string name)
    {
        using var document = JsonDocument.Parse(schema);
        return JsonSchemaGrammar.AddTo(builder, document.RootElement, name, new JsonNotation(builder), out _);
    }

    private static string Root(Func<GrammarBuilder, Expression> make)
    {
        var builder = new GrammarBuilder("Grammar");
        var root = builder.Reserve("root");
        builder.Define(root, make(builder));
        return builder.Build(root);
    }

    private bool Accepts(string grammar, string text) => GrammarAcceptor.Accepts(grammar, text, _model.Vocabulary);
}
