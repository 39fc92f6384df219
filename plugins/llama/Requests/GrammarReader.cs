using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Sampling;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Requests;

/// <summary>Reads the field Grammar: GBNF, or a JSON schema, which no GBNF can be mistaken for.</summary>
/// <param name="triggers">The words of the load after which a GBNF grammar holds; none for from the start.</param>
/// <param name="logger">Hears which keywords of a schema are not kept to.</param>
internal sealed class GrammarReader(IReadOnlyList<string> triggers, ILogger logger)
{
    private const string Field = "Grammar";

    /// <summary>The longest schema that is read, in characters.</summary>
    private const int LongestSchema = 1 << 20;

    /// <exception cref="EngineException">The field holds neither.</exception>
    public GrammarSettings Read(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
            return GrammarSettings.None;
        if (trimmed[0] is '{' || trimmed is "true" or "false")
            return new GrammarSettings(Convert(text));
        if (trimmed[0] is '[' or '"')
        {
            throw new EngineException(EngineFailure.InvalidInput,
                "Grammar is a JSON list or text; give a JSON schema, which is an object, or a GBNF grammar.");
        }
        return new GrammarSettings(text) { Triggers = [.. triggers.Select(word => new GrammarTrigger(word))] };
    }

    /// <summary>Takes a grammar that was made from a request's tools; what it does not keep to is logged.</summary>
    public GrammarSettings Take(GrammarSettings grammar)
    {
        if (grammar.NotEnforced.Count > 0)
            Log.NotEnforced(logger, grammar.NotEnforced);
        return grammar;
    }

    private string Convert(string text)
    {
        if (text.Length > LongestSchema)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The JSON schema in {Field} has {text.Length} characters; give one of at most {LongestSchema}.");
        }
        using var schema = Parse(text);
        var grammar = JsonSchemaGrammar.Build(schema.RootElement, Field, out var notEnforced);
        if (notEnforced.Count > 0)
            Log.NotEnforced(logger, notEnforced);
        return grammar;
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            // A little deeper than a schema may be, so that the refusal can name the place.
            var options = new JsonDocumentOptions { MaxDepth = SchemaDocument.Deepest * 2, AllowDuplicateProperties = false };
            return JsonDocument.Parse(text, options);
        }
        catch (JsonException fault)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"Grammar begins as a JSON schema, but is no valid JSON at line {fault.LineNumber + 1}, "
                + $"byte {fault.BytePositionInLine + 1}; correct it or give GBNF.", fault);
        }
    }
}
