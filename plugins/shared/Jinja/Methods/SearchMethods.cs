using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods that look for a string in a string.</summary>
internal static class SearchMethods
{
    public static readonly (string, BuiltinBody)[] All =
    [
        ("startswith(prefix, start?, end?)", (state, value, arguments) => HasAtEdge(value, arguments, atStart: true)),
        ("endswith(suffix, start?, end?)", (state, value, arguments) => HasAtEdge(value, arguments, atStart: false)),
        ("find(sub, start?, end?)", (state, value, arguments) => IntegerValue.Of(Find(state, value, arguments, fromEnd: false))),
        ("rfind(sub, start?, end?)", (state, value, arguments) => IntegerValue.Of(Find(state, value, arguments, fromEnd: true))),
        ("index(sub, start?, end?)", (state, value, arguments) => Found(Find(state, value, arguments, fromEnd: false))),
        ("rindex(sub, start?, end?)", (state, value, arguments) => Found(Find(state, value, arguments, fromEnd: true))),
        ("count(sub, start?, end?)", Count),
    ];

    private static BoolValue HasAtEdge(JinjaValue value, BoundArguments arguments, bool atStart)
    {
        var part = Part(value, arguments, out _);
        var candidates = arguments.Required(0) is TupleValue several ? several.Items : [arguments.Required(0)];
        foreach (var candidate in candidates)
        {
            if (candidate is not StringValue text)
                throw candidate is UndefinedValue undefined ? undefined.Fault()
                    : TemplateFault.Evaluation($"startswith and endswith take a string or a tuple of strings, not '{candidate.TypeName}'");
            if (part is null)
                continue;
            if (atStart ? part.StartsWith(text.Text, StringComparison.Ordinal) : part.EndsWith(text.Text, StringComparison.Ordinal))
                return BoolValue.True;
        }
        return BoolValue.False;
    }

    private static int Find(RenderState state, JinjaValue value, BoundArguments arguments, bool fromEnd)
    {
        var sought = arguments.Text(0);
        if (Part(value, arguments, out var offset) is not { } part)
            return -1;
        var at = fromEnd ? TextSearch.LastIndexOf(state.Budget, part, sought) : TextSearch.IndexOf(state.Budget, part, sought);
        return at < 0 ? -1 : CodePoints.Position((StringValue)value, offset + at);
    }

    private static IntegerValue Found(int at) =>
        at >= 0 ? IntegerValue.Of(at) : throw TemplateFault.Evaluation("substring not found");

    private static IntegerValue Count(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var sought = arguments.Text(0);
        if (Part(value, arguments, out _) is not { } part)
            return IntegerValue.Of(0);
        if (sought.Length == 0)
            return IntegerValue.Of(CodePoints.Count(part) + 1);
        var count = 0;
        for (var at = TextSearch.IndexOf(state.Budget, part, sought); at >= 0; count++)
            at = TextSearch.IndexOf(state.Budget, part, sought, at + sought.Length);
        return IntegerValue.Of(count);
    }

    /// <summary>The part from start to end, or null where start lies behind the end.</summary>
    private static string? Part(JinjaValue value, BoundArguments arguments, out int offset)
    {
        var text = (StringValue)value;
        offset = 0;
        if (arguments[1] is null && arguments[2] is null)
            return text.Text;
        var (start, end) = Slicing.Bounds(arguments[1], arguments[2], text.CodePoints);
        if (start > end)
            return null;
        offset = CodePoints.Offset(text, start);
        return text.Text[offset..CodePoints.Offset(text, end)];
    }
}
