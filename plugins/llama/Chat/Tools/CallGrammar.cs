using System.Text.Json;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>Writes one call of a format as grammar. White space around markers may be left out, as the parser does not need it.</summary>
internal sealed class CallGrammar(GrammarBuilder builder, Effort effort, ToolFormat format)
{
    private const int IdLength = 9;
    private const int DeepestElement = 8;

    /// <summary>The call of one function, with the markers of each call.</summary>
    public Expression Call(ToolDefinition tool)
    {
        var body = format.Syntax switch
        {
            ToolSyntax.TagWithJson => LiteralCall(tool),
            ToolSyntax.TagWithTagged => Expression.Sequence(
                Marker(format.NamePrefix), Expression.Literal(tool.Name), Marker(format.NameSuffix), Marker(format.ArgsStart),
                TaggedArguments(tool), Marker(format.ArgsEnd), Marker(format.FunctionClose)),
            _ => JsonCall(tool),
        };
        return builder.Share($"call-{tool.Name}", Expression.Sequence(Start(format.CallStart), body, Marker(format.CallEnd)));
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

    /// <summary>Writes an argument with its name.</summary>
    private delegate Expression Member(string name, JsonElement schema, JsonElement root, string wish);

    private Expression JsonCall(ToolDefinition tool)
    {
        var arguments = Json(tool.Parameters, tool.Parameters, $"{tool.Name}-arguments", isObject: true);
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
            _ => Expression.Sequence(Marker(format.NameSuffix), Marker(format.ArgsStart)),
        };
        var arguments = format.Literals == LiteralSyntax.Json
            ? Json(tool.Parameters, tool.Parameters, $"{tool.Name}-arguments", isObject: true)
            : Expression.Sequence(
                Expression.Literal(format.Literals.Open.ToString()), Members(tool, Literal, Expression.Literal(", ")),
                Expression.Literal(format.Literals.Close.ToString()));
        return Expression.Sequence(
            before, Marker(format.NamePrefix), Expression.Literal(tool.Name), behind, arguments, Marker(format.ArgsEnd));
    }

    private Expression Literal(string name, JsonElement schema, JsonElement root, string wish)
    {
        var literals = format.Literals;
        return Expression.Sequence(Expression.Literal($"{name}{literals.Assign}"), Quotable(schema)
            ? Expression.Sequence(Expression.Literal(literals.Quote), Choices(schema, literals.Quote) ?? Text(literals.Quote))
            : Json(schema, root, wish));
    }

    private Expression TaggedArguments(ToolDefinition tool) =>
        Members(tool, format.ArgumentsAreElements ? Element : Tagged, Expression.Empty);

    private Expression Tagged(string name, JsonElement schema, JsonElement root, string wish) => Expression.Sequence(
        Marker(format.ArgNamePrefix),
        Expression.Literal(name),
        Expression.Literal(format.ArgNameSuffix),
        Expression.Literal(format.ArgValuePrefix),
        Quotable(schema)
            ? Choices(schema, format.ArgValueSuffix) ?? Text(format.ArgValueSuffix)
            : Expression.Sequence(Json(schema, root, wish), Expression.Literal(format.ArgValueSuffix)));

    private Expression Element(string name, JsonElement schema, JsonElement root, string wish) => Element(name, schema, root, wish, 0);

    private Expression Element(string name, JsonElement schema, JsonElement root, string wish, int depth)
    {
        var open = Expression.Literal($"{format.ArgNamePrefix.Trim()}{name}{format.ArgNameSuffix}");
        var close = $"{format.ArgValueSuffix}{name}{format.ArgNameSuffix}";
        if (depth < DeepestElement && ValueSchema.Demands(schema, "object") && !Quotable(schema))
        {
            var properties = Members(
                schema, (child, its, top, itsWish) => Element(child, its, top, itsWish, depth + 1), Expression.Empty, root, wish);
            return Expression.Sequence(open, properties, Expression.Literal(close));
        }
        if (depth < DeepestElement && ValueSchema.Demands(schema, "array") && !Quotable(schema))
        {
            var item = builder.Share($"{wish}-item", Element("item", ValueSchema.Items(schema), root, $"{wish}-item", depth + 1));
            return Expression.Sequence(open, Expression.Repeat(item, 0, null), Expression.Literal(close));
        }
        return Expression.Sequence(open, Quotable(schema)
            ? Choices(schema, close) ?? Text(close)
            : Expression.Sequence(Json(schema, root, wish), Expression.Literal(close)));
    }

    private Expression Members(ToolDefinition tool, Member member, Expression separator) =>
        Members(tool.Parameters, member, separator, tool.Parameters, tool.Name);

    /// <summary>The properties of an object in the order of its schema; those that are not required may be left out.</summary>
    private Expression Members(JsonElement schema, Member member, Expression separator, JsonElement root, string wish)
    {
        var required = ValueSchema.Property(schema, "required", ofSchema: false) is { ValueKind: JsonValueKind.Array } names
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).ToHashSet()
            : [];
        var properties = ValueSchema.Property(schema, "properties", ofSchema: false);
        // From the end: what follows when something stands before it, and when nothing does.
        var (rest, first) = (Expression.Empty, Expression.Empty);
        if (properties.ValueKind != JsonValueKind.Object)
            return first;
        foreach (var property in properties.EnumerateObject().Reverse())
        {
            var one = builder.Share($"{wish}-{property.Name}", member(property.Name, property.Value, root, $"{wish}-{property.Name}"));
            rest = builder.Share($"{wish}-rest", rest);
            first = builder.Share($"{wish}-first", first);
            var (after, before) = (rest, first);
            var isRequired = required.Contains(property.Name);
            first = Expression.Choice([Expression.Sequence(one, after), .. isRequired ? (Expression[])[] : [before]]);
            rest = Expression.Choice([Expression.Sequence(separator, one, after), .. isRequired ? (Expression[])[] : [after]]);
        }
        return first;
    }

    /// <summary>Whether a value is written as plain text.</summary>
    private static bool Quotable(JsonElement schema) =>
        ValueSchema.IsOnlyText(schema) || (ValueSchema.Allows(schema, "string") && !ValueSchema.HasChoices(schema));

    private static Expression? Choices(JsonElement schema, string end)
    {
        var texts = ValueSchema.Texts(schema);
        return texts.Count == 0 ? null : Expression.Choice(texts.Select(text => Expression.Literal(text + end)).ToList());
    }

    /// <summary>Any text up to a marker, and the marker.</summary>
    private Expression Text(string marker) => builder.Share("text", DfaRules.Add(
        builder, "until", Dfa.Build(effort, new MarkerLanguage(marker, endsWithWord: true))!, Expression.OneOf, Expression.Empty));

    private Expression Json(JsonElement schema, JsonElement root, string wish, bool isObject = false) =>
        JsonSchemaGrammar.AddTo(builder, ValueSchema.WithDefinitions(schema, root, isObject), wish, out _);

    private static Expression Id { get; } = Expression.Repeat(
        Expression.OneOf("abcdefghijklmnopqrstuvwxyz0123456789"), IdLength, IdLength);
}
