using System.Text;
using LocalAI.Plugins.Jinja.Calls;
using LocalAI.Plugins.Jinja.Methods;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Filters that turn a text into another.</summary>
internal static class TextFilters
{
    private const int IndentWidth = 4;
    private const int CenterWidth = 80;

    public static readonly (string, BuiltinBody)[] All =
    [
        ("string()", (state, value, _) => Soft(state, value)),
        ("upper()", (state, value, _) => Made(state, value, Casing.Upper)),
        ("lower()", (state, value, _) => Made(state, value, Casing.Lower)),
        ("capitalize()", (state, value, _) => Made(state, value, Casing.Capitalize)),
        ("title()", (state, value, _) => Made(state, value, TitleWords)),
        ("trim(chars?)", (state, value, arguments) => StringMethods.Invoke(state, "strip", Soft(state, value), arguments)),
        ("replace(old, new, count?)", Replace),
        ("indent(width?, first?, blank?)", Indent),
        ("center(width?)", Center),
        ("format(*)", Format),
        ("tojson(ensure_ascii?, indent?, separators?, sort_keys?)", ToJson),
        ("pprint()", (state, value, _) => state.Made(state.Repr(value))),
    ];

    /// <summary>The value as text; markup stays markup.</summary>
    public static StringValue Soft(RenderState state, JinjaValue value) =>
        value as StringValue ?? new StringValue(state.Text(value));

    private static StringValue Made(RenderState state, JinjaValue value, Func<string, string> change)
    {
        var text = Soft(state, value);
        state.Budget.Text(text.Text.Length);
        return state.Made(change(text.Text), text.IsMarkup);
    }

    private static string TitleWords(string text)
    {
        var result = new StringBuilder(text.Length);
        var begins = true;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text.Substring(i, CodePoints.IsPair(text, i) ? 2 : 1);
            var separates = text[i] is '-' or '(' or '{' or '[' or '<' || Whitespace.Is(text[i]);
            result.Append(separates ? character : begins ? Casing.Upper(character) : Casing.Lower(character));
            begins = separates;
            i += character.Length - 1;
        }
        return result.ToString();
    }

    private static StringValue Replace(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var count = arguments.Optional(2) is null ? -1 : arguments.Integer(2, -1);
        var text = state.Text(value);
        return Replacing.Replace(
            state, new StringValue(text), state.Text(arguments.Required(0)), state.Text(arguments.Required(1)), count);
    }

    private static StringValue Indent(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        if (value is not StringValue text)
            throw value is UndefinedValue undefined ? undefined.Fault()
                : TemplateFault.Evaluation($"indent() takes a string, not '{value.TypeName}'");
        var blanks = arguments.Flag(2);
        var lines = Lines.Split(text.Text + "\n", keepEnds: false);
        state.Budget.Items(lines.Count);
        var indention = arguments[0] is StringValue given ? given.Text : Spaces(state, arguments.Integer(0, IndentWidth));
        var buffer = state.Buffer;
        var start = buffer.Length;
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                buffer.Append('\n');
            if (i == 0 ? arguments.Flag(1) : blanks || lines[i].Length > 0)
                buffer.Append(indention);
            buffer.Append(lines[i]);
        }
        return state.Captured(start);
    }

    private static string Spaces(RenderState state, int count)
    {
        state.Budget.Text(count);
        return new string(' ', Math.Max(count, 0));
    }

    private static StringValue Center(RenderState state, JinjaValue value, BoundArguments arguments) =>
        Padding.Center(state, Soft(state, value), arguments.Integer(0, CenterWidth), " ");

    private static StringValue Format(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var given = arguments.Given;
        if (given.Positional.Length > 0 && given.Named.Length > 0)
            throw TemplateFault.Evaluation("can't handle positional and keyword arguments at the same time");
        JinjaValue values = new TupleValue(given.Positional);
        if (given.Named.Length > 0)
            values = JinjaValue.FromDict(given.Named);
        return PercentFormat.Format(state, Soft(state, value), values);
    }

    private static StringValue ToJson(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var start = state.Buffer.Length;
        var indent = arguments.Optional(1) switch
        {
            null => null,
            StringValue text => text.Text,
            _ => Spaces(state, arguments.Integer(1, 0)),
        };
        new JsonText(state, arguments.Flag(0), indent, arguments.Optional(2), arguments.Flag(3)).Append(value);
        return state.Captured(start);
    }
}
