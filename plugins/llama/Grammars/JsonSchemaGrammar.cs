using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Notations;
using LocalAI.Plugins.Llama.Grammars.Values;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Turns a JSON schema into rules for its values, in JSON or another notation.</summary>
internal static class JsonSchemaGrammar
{
    /// <summary>A grammar for one schema, with the rule <c>root</c>.</summary>
    /// <param name="schema">An object, true or false.</param>
    /// <param name="field">The field of the request that holds it, for messages.</param>
    /// <param name="notEnforced">The places of the keywords that the grammar does not keep to.</param>
    /// <returns>GBNF.</returns>
    /// <exception cref="EngineException">The schema is wrong, too large or allows no value.</exception>
    public static string Build(JsonElement schema, string field, out IReadOnlyCollection<string> notEnforced)
    {
        var builder = new GrammarBuilder(field);
        var root = builder.Reserve("root");
        builder.Define(root, AddTo(builder, schema, "json", new JsonNotation(builder), out notEnforced));
        return builder.Build(root);
    }

    /// <summary>Adds the rules of a schema to a grammar.</summary>
    /// <param name="builder">Takes the rules.</param>
    /// <param name="schema">An object, true or false.</param>
    /// <param name="name">What the rules are named after.</param>
    /// <param name="notation">How the values are written.</param>
    /// <param name="notEnforced">The places of the keywords that the grammar does not keep to.</param>
    /// <returns>An expression for the values that the schema allows.</returns>
    /// <exception cref="EngineException">The schema is wrong or too large.</exception>
    public static Expression AddTo(
        GrammarBuilder builder, JsonElement schema, string name, Notation notation, out IReadOnlyCollection<string> notEnforced)
    {
        var rules = new SchemaRules(builder, schema);
        var value = rules.Write(notation, name);
        notEnforced = rules.NotEnforced;
        return value;
    }
}
