using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Chat.Reasoning;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Tests.Grammars;
using NJsonSchema;

namespace LocalAI.Plugins.Llama.Tests.Chat.Tools;

/// <summary>
/// Random schemas and arguments, written by the models' own templates: what fits the schema passes the grammar and is parsed back,
/// and what passes the grammar fits the schema once it is parsed. The judge is NJsonSchema.
/// </summary>
public sealed class ToolSchemaTests : IDisposable
{
    private const int Schemas = 25;
    private const string Function = "measure";

    private static readonly string[] Names = ["a", "b", "ab", "long_name", "x2"];

    private readonly StoriesModel _model = new();

    public static TheoryData<string> Templates => [.. RecordedOutputs.All.Select(output => output.Template).Distinct()];

    public void Dispose() => _model.Dispose();

    [Theory]
    [MemberData(nameof(Templates))]
    public void What_fits_the_schema_passes_and_is_parsed_back(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        var used = 0;
        ForEachSchema(template, (random, sample, tools, grammar, _) =>
        {
            for (var count = 0; count < 5; count++)
            {
                var arguments = sample.Draw(random)!.AsObject();
                if (!CanSay(format, arguments))
                    continue;
                var output = RenderedCall.Of(template, Function, arguments);
                var (passed, mayEnd) = Follow(grammar, output);
                Assert.True(
                    mayEnd, $"{arguments.ToJsonString()}\nstops before: {output[passed..]}\nof: {output}\n{tools.Json}\n{grammar}");
                var call = Parse(format, tools, output);
                Assert.True(
                    JsonElement.DeepEquals(JsonSerializer.SerializeToElement(arguments), call),
                    $"{arguments.ToJsonString()}\nis read as {call}\nof: {output}\n{tools.Json}");
                used++;
            }
        });
        Assert.True(used > Schemas, $"only {used} calls could be used");
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void What_passes_fits_the_schema(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        var refused = 0;
        ForEachSchema(template, (random, sample, tools, grammar, validator) =>
        {
            for (var count = 0; count < 12; count++)
            {
                if (SchemaSample.Mutate(sample.Draw(random), random) is not JsonObject arguments)
                    continue;
                var output = RenderedCall.Of(template, Function, arguments);
                var (_, mayEnd) = Follow(grammar, output);
                refused += mayEnd ? 0 : 1;
                if (!mayEnd)
                    continue;
                var call = Parse(format, tools, output);
                var errors = validator.Validate(call.GetRawText());
                Assert.True(
                    errors.Count == 0, $"{string.Join('\n', errors)}\n{call}\nof: {output}\n{validator.ToJson()}\n{grammar}");
            }
        });
        Assert.True(refused > Schemas, $"only {refused} calls were refused");
    }

    /// <summary>The grammar's own texts, random ones, are read as arguments that fit the schema.</summary>
    [Theory]
    [MemberData(nameof(Templates))]
    public void What_the_grammar_writes_fits_the_schema(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        var written = 0;
        ForEachSchema(template, (random, _, tools, grammar, validator) =>
        {
            using var writer = new GrammarAcceptor(grammar, _model.Vocabulary);
            if (writer.Write(random, 250, [.. format.Markers, format.ArgValueSuffix, "'", "]", "}"]) is not { } output)
                return;
            var parser = new ChatOutputParser(format, tools, ReasoningFormat.Auto, startsInReasoning: false);
            foreach (var call in ParsedAnswer.Read(parser, output, 5).Calls)
            {
                // The validator cannot read integers beyond 64 bits, nor divide decimals.
                if (LongNumbers.Any(call.Arguments))
                    continue;
                written++;
                var errors = validator.Validate(call.Arguments.GetRawText());
                Assert.True(
                    errors.Count == 0, $"{string.Join('\n', errors)}\n{call}\nof: {output}\n{validator.ToJson()}\n{grammar}");
            }
        });
        Assert.True(written > 0, "no text ended");
    }

    private static void ForEachSchema(string template, Action<Random, SchemaSample, ToolList, string, JsonSchema> check)
    {
        var format = ChatTemplates.FormatOf(template);
        for (var seed = 0; seed < Schemas; seed++)
        {
            var random = new Random(seed);
            var sample = SchemaSample.Object(random, 3, Names);
            sample.Schema["definitions"] = new JsonObject { ["tree"] = SchemaSample.TreeDefinition };
            var tool = new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = Function, ["parameters"] = sample.Schema },
            };
            Assert.True(ToolList.TryRead(new JsonArray(tool).ToJsonString(), out var tools, out var fault), fault);
            var grammar = ToolGrammar.Build(format, tools, new ToolChoice(ToolChoiceMode.Required), startsInReasoning: false).Text;
            check(random, sample, tools, grammar, JsonSchema.FromJsonAsync(sample.Schema.ToJsonString()).GetAwaiter().GetResult());
        }
    }

    /// <summary>
    /// How far an output passes, and whether the grammar was content at some place: the end of the turn is not its affair.
    /// </summary>
    private (int Passed, bool MayEnd) Follow(string grammar, string output)
    {
        using var acceptor = new GrammarAcceptor(grammar, _model.Vocabulary);
        var (passed, mayEnd) = (0, false);
        foreach (var rune in output.EnumerateRunes())
        {
            var step = acceptor.Append(rune.ToString());
            if (step == 0)
                break;
            passed += step;
            // Calls end with a bracket of some kind.
            mayEnd |= rune.Value is '>' or '}' or ']' && acceptor.MayEnd;
        }
        return (passed, mayEnd);
    }

    private static JsonElement Parse(ToolFormat format, ToolList tools, string output)
    {
        var parser = new ChatOutputParser(format, tools, ReasoningFormat.Auto, startsInReasoning: false);
        return Assert.Single(ParsedAnswer.Read(parser, output, 3).Calls).Arguments;
    }

    /// <summary>Whether the format can say a value at all: some leave out nulls, and some have no escapes.</summary>
    private static bool CanSay(ToolFormat format, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                return members.All(member => CanSay(format, member.Value));
            case JsonArray items:
                return items.All(item => CanSay(format, item));
            case null:
                return !format.ArgumentsAreElements;
            default:
                // Python's quotes are written without escapes by the one template that has them.
                return format.Literals.Quote != "'" || value.GetValueKind() != JsonValueKind.String
                    || value.GetValue<string>().IndexOfAny(['\\', '\'', '"', '\n']) < 0;
        }
    }
}
