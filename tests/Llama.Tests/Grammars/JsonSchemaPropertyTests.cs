using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using LocalAI.Plugins.Llama.Grammars;
using NJsonSchema;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>
/// What a grammar accepts validates, and what validates is accepted: the native sampler against NJsonSchema's validator, for random
/// schemas. Documents have the order of the schema's properties, and numbers are written out. A failure names the seed of its schema as
/// the original argument.
/// </summary>
public sealed partial class JsonSchemaPropertyTests : IDisposable
{
    private const int Schemas = 100;
    private const int LongestText = 400;

    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void What_the_grammar_writes_validates() => ForEachSchema((random, _, grammar, validator) =>
    {
        var ended = 0;
        for (var count = 0; count < 6; count++)
        {
            using var writer = new GrammarAcceptor(grammar, _model.Vocabulary);
            if (writer.Write(random, LongestText) is not { } text || BeyondValidator().IsMatch(text) || RepeatsName(text))
                continue;
            ended++;
            AssertValid(validator, text, grammar);
        }
        return ended;
    });

    [Fact]
    public void What_is_made_for_the_schema_is_accepted() => ForEachSchema((random, sample, grammar, validator) =>
    {
        for (var count = 0; count < 6; count++)
        {
            var text = SchemaSample.Write(sample.Draw(random), random);
            AssertValid(validator, text, grammar);
            Assert.True(GrammarAcceptor.Accepts(grammar, text, _model.Vocabulary), $"{text}\n{validator.ToJson()}\n{grammar}");
        }
        return 6;
    });

    [Fact]
    public void A_changed_document_is_accepted_when_it_validates_and_only_then() => ForEachSchema((random, sample, grammar, validator) =>
    {
        var refused = 0;
        for (var count = 0; count < 12; count++)
        {
            var text = SchemaSample.Write(SchemaSample.Mutate(sample.Draw(random), random), random);
            var isValid = validator.Validate(text).Count == 0;
            refused += isValid ? 0 : 1;
            Assert.True(
                isValid == GrammarAcceptor.Accepts(grammar, text, _model.Vocabulary),
                $"valid {isValid}: {text}\n{validator.ToJson()}\n{grammar}");
        }
        return refused;
    });

    /// <param name="check">Checks one schema; returns how many documents it could use.</param>
    private static void ForEachSchema(Func<Random, SchemaSample, string, JsonSchema, int> check)
    {
        var used = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Schemas),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => { used += Try(seed, check); }));
        Assert.True(used > Schemas, $"only {used} documents could be used");
    }

    private static int Try(int seed, Func<Random, SchemaSample, string, JsonSchema, int> check)
    {
        var random = new Random(seed);
        var sample = SchemaSample.Next(random, 3);
        var schema = new JsonObject
        {
            ["allOf"] = new JsonArray(sample.Schema),
            ["definitions"] = new JsonObject { ["tree"] = SchemaSample.TreeDefinition },
        }.ToJsonString();
        using var document = JsonDocument.Parse(schema);
        var grammar = JsonSchemaGrammar.Build(document.RootElement, "Grammar", out var notEnforced);
        Assert.Empty(notEnforced);
        return check(random, sample, grammar, JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult());
    }

    /// <summary>
    /// The validator divides in floating point, cannot read integers beyond 64 bits, and counts a pair of surrogates as two characters,
    /// where JSON Schema means characters as RFC 8259 does: code points.
    /// </summary>
    [GeneratedRegex(@"[0-9]{9}|[eE][+-]?[0-9]|\\u[dD][89abAB]")]
    private static partial Regex BeyondValidator();

    /// <summary>
    /// Whether an object has a name twice, which a grammar cannot tell for names that no schema lists: they count as two members, but
    /// readers keep one.
    /// </summary>
    private static bool RepeatsName(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return false;
        }
        catch (JsonException)
        {
            // What is no JSON at all is for the validator to find.
            using var document = JsonDocument.Parse(text);
            return true;
        }
    }

    private static void AssertValid(JsonSchema validator, string text, string grammar)
    {
        var errors = validator.Validate(text);
        Assert.True(errors.Count == 0, $"{text}\n{string.Join('\n', errors)}\n{validator.ToJson()}\n{grammar}");
    }
}
