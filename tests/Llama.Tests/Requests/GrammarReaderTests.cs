using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Requests;
using LocalAI.Plugins.Llama.Sampling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests.Requests;

public sealed class GrammarReaderTests
{
    private static readonly GrammarReader Reader = new([], NullLogger.Instance);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void No_text_constrains_nothing(string text) => Assert.True(Reader.Read(text).IsEmpty);

    [Fact]
    public void GBNF_is_left_as_it_is()
    {
        const string Grammar = "# a comment\nroot ::= \"{\"";

        Assert.Equal(Grammar, Reader.Read(Grammar).Text);
        Assert.False(Reader.Read(Grammar).IsLazy);
    }

    [Theory]
    [InlineData("""{"const":1}""", "root ::= json\njson ::= \"1\"\n")]
    [InlineData(" {\"const\":1}\n", "root ::= json\njson ::= \"1\"\n")]
    public void A_JSON_object_is_a_schema(string text, string grammar) => Assert.Equal(grammar, Reader.Read(text).Text);

    [Fact]
    public void True_is_the_schema_of_any_JSON() =>
        Assert.StartsWith("root ::= value\n", Reader.Read("true").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("[1]", "Grammar is a JSON list or text; give a JSON schema, which is an object, or a GBNF grammar.")]
    [InlineData("\"root\"", "Grammar is a JSON list or text; give a JSON schema, which is an object, or a GBNF grammar.")]
    [InlineData("{\n\"type\": string}",
        "Grammar begins as a JSON schema, but is no valid JSON at line 2, byte 9; correct it or give GBNF.")]
    [InlineData("false", "The JSON schema in Grammar allows no value at #; loosen one of the keywords there.")]
    public void What_is_neither_is_refused_in_a_sentence(string text, string message)
    {
        var error = Assert.Throws<EngineException>(() => Reader.Read(text));

        Assert.Equal(EngineFailure.InvalidInput, error.Failure);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_schema_too_long_or_too_deep_is_refused()
    {
        Assert.Throws<EngineException>(() => Reader.Read("{\"title\":\"" + new string('x', 2_000_000) + "\"}"));
        Assert.Throws<EngineException>(() => Reader.Read(string.Concat(Enumerable.Repeat("{\"not\":", 100_000))));
    }

    [Fact]
    public void GBNF_waits_for_the_triggers_of_the_load_and_a_schema_does_not()
    {
        var reader = new GrammarReader(["<tool>"], NullLogger.Instance);

        Assert.Equal([new GrammarTrigger("<tool>")], reader.Read("root ::= \"a\"").Triggers);
        Assert.Empty(reader.Read("{}").Triggers);
    }

    [Fact]
    public void What_a_schema_asks_in_vain_is_logged()
    {
        var log = new List<string>();
        new GrammarReader([], new ListLogger(log)).Read("""{"type":"array","uniqueItems":true,"contains":{},"maxContains":2}""");

        Assert.Equal(["The grammar does not keep to these keywords of the JSON schema: #/maxContains, #/uniqueItems"], log);
    }

    private sealed class ListLogger(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
