using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>
/// Writes a call as a harmony message. The model thinks and talks in other messages, so that only the recipient begins a call.
/// </summary>
internal sealed class HarmonyCallGrammar(GrammarBuilder builder, ICollection<string> notEnforced)
{
    public const string Trigger = "to=functions.";

    /// <summary>What stands before the recipient.</summary>
    public static Expression Header { get; } = Expression.Choice(Expression.Literal("<|channel|>commentary "), Expression.Literal(" "));

    public Expression Call(IReadOnlyList<ToolDefinition> tools) => Expression.Sequence(
        Expression.Literal(Trigger), Expression.Choice(tools.Select(Call).ToList()), Expression.Optional(Expression.Literal("<|call|>")));

    private Expression Call(ToolDefinition tool) => Expression.Sequence(
        Expression.Literal(tool.Name),
        Expression.Optional(Expression.Literal("<|channel|>commentary")),
        Expression.Optional(Expression.Choice(Expression.Literal(" <|constrain|>json"), Expression.Literal(" json"))),
        Expression.Literal("<|message|>"),
        ToolArguments.Add(builder, tool, new JsonNotation(builder), notEnforced));
}
