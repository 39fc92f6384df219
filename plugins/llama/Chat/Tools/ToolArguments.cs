using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>Adds what a tool's schema says about its arguments to a grammar.</summary>
internal static class ToolArguments
{
    /// <param name="builder">Takes the rules.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="notation">How arguments are written.</param>
    /// <param name="notEnforced">Takes the places of keywords that the grammar does not keep to.</param>
    public static Expression Add(GrammarBuilder builder, ToolDefinition tool, Notation notation, ICollection<string> notEnforced)
    {
        var arguments = JsonSchemaGrammar.AddTo(
            builder, ArgumentSchema.OfArguments(tool.Parameters), $"{tool.Name}-arguments", notation, out var left);
        foreach (var place in left)
            notEnforced.Add($"{tool.Name}{place}");
        return arguments;
    }
}
