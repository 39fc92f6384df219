using System.Text.Json;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools.Notations;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>Writes one call of a format as grammar. White space around markers may be left out, as the parser does not need it.</summary>
internal sealed class CallGrammar(GrammarBuilder builder, ToolFormat format, ICollection<string> notEnforced)
{
    private const int IdLength = 9;

    /// <summary>The call of one function, with the markers of each call.</summary>
    public Expression Call(ToolDefinition tool)
    {
        var body = format.Syntax switch
        {
            ToolSyntax.TagWithJson => LiteralCall(tool),
            ToolSyntax.TagWithTagged => Expression.Sequence(
                Marker(format.NamePrefix), Expression.Literal(tool.Name), Marker(format.NameSuffix), Marker(format.ArgsStart),
                Arguments(tool), Marker(format.ArgsEnd), Marker(format.FunctionClose)),
            _ => JsonCall(tool),
        };
        return builder.Share($"call-{tool.Name}", Expression.Sequence(
            Start(format.PromptBeginsCall ? "" : format.CallStart), body, Marker(format.CallEnd)));
    }

    /// <summary>A marker, with or without the white space around it.</summary>
    public static Expression Marker(string marker)
    {
        var core = marker.Trim();
        if (core.Length == 0)
            return Expression.Optional(Expression.Literal(marker));
        var at = marker.IndexOf(core, StringComparison.Ordinal);
        return Expression.Sequence(Expression.Optional(Expression.Literal(marker[..at])), Start(marker[at..]));
    }

    /// <summary>A marker without the white space before it: what the model may begin with.</summary>
    public static Expression Start(string marker)
    {
        var core = marker.Trim();
        return core.Length == 0
            ? Expression.Empty
            : Expression.Sequence(Expression.Literal(core), Expression.Optional(Expression.Literal(marker.TrimStart()[core.Length..])));
    }

    private Notation Notation { get; } = format.Syntax switch
    {
        ToolSyntax.TagWithTagged when format.ArgumentsAreElements => new ElementArguments(builder, format),
        ToolSyntax.TagWithTagged => new TaggedArguments(builder, format),
        ToolSyntax.TagWithJson when format.Literals != LiteralSyntax.Json => new LiteralArguments(builder, format),
        _ => new JsonNotation(builder),
    };

    private Expression Arguments(ToolDefinition tool) => ToolArguments.Add(builder, tool, Notation, notEnforced);

    private Expression JsonCall(ToolDefinition tool)
    {
        var arguments = Arguments(tool);
        var name = JsonSerializer.Serialize(tool.Name, JsonSerializerOptions.Default);
        if (format.NameIsKey)
            return Expression.Sequence(Expression.Literal($"{{{name}: "), arguments, Expression.Literal("}"));

        var call = Expression.Sequence(
            Expression.Literal($"{{\"{format.NameField}\": {name}, \"{format.ArgsField}\": "), arguments,
            format.IdField.Length > 0
                ? Expression.Sequence(Expression.Literal($", \"{format.IdField}\": \""), Id, Expression.Literal("\""))
                : Expression.Empty,
            Expression.Literal("}"));
        return format.FunctionField.Length == 0
            ? call
            : Expression.Sequence(Expression.Literal($"{{\"{format.FunctionField}\": "), call, Expression.Literal("}"));
    }

    private Expression LiteralCall(ToolDefinition tool)
    {
        var before = format.IdPosition == CallIdPosition.PreFuncName ? Expression.Sequence(Id, Marker(format.IdSuffix)) : Expression.Empty;
        var behind = format.IdPosition switch
        {
            CallIdPosition.BetweenFuncAndArgs => Expression.Sequence(Marker(format.IdPrefix), Id, Marker(format.IdSuffix)),
            CallIdPosition.AroundFuncName => Expression.Sequence(
                Expression.Literal(":"), Expression.Repeat(Expression.OneOf("0123456789"), 1, 3), Marker(format.NameSuffix)),
            // Without a marker before it, what follows the name is all that tells a call.
            _ => Expression.Sequence(
                format.PromptBeginsCall ? Expression.Literal(format.NameSuffix) : Marker(format.NameSuffix), Marker(format.ArgsStart)),
        };
        return Expression.Sequence(
            before, Marker(format.NamePrefix), Expression.Literal(tool.Name), behind, Arguments(tool), Marker(format.ArgsEnd));
    }

    private static Expression Id { get; } = Expression.Repeat(
        Expression.OneOf("abcdefghijklmnopqrstuvwxyz0123456789"), IdLength, IdLength);
}
