using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods of lists, tuples and ranges.</summary>
internal static class SequenceMethods
{
    private static readonly (string, BuiltinBody)[] Reading =
    [
        ("count(value)", (state, value, arguments) => Count(state, value, arguments.Required(0))),
        ("index(value, start?, stop?)", Index),
    ];

    public static readonly MethodTable Tuples = new([], Reading);

    public static readonly MethodTable Lists = new(
        ["append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"],
        Reading,
        [("copy()", (_, value, _) => value)]);

    private static IntegerValue Count(RenderState state, JinjaValue value, JinjaValue item)
    {
        var count = 0;
        foreach (var candidate in RenderState.Iterate(value))
            count += Equality.AreEqual(state, candidate, item) ? 1 : 0;
        return IntegerValue.Of(count);
    }

    private static IntegerValue Index(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var range = Slicing.Bounds(arguments[1], arguments[2], value.Length!.Value);
        var at = 0;
        foreach (var candidate in RenderState.Iterate(value))
        {
            if (at >= range.Start && at < range.End && Equality.AreEqual(state, candidate, arguments.Required(0)))
                return IntegerValue.Of(at);
            at++;
        }
        throw TemplateFault.Evaluation("the value is not in the list");
    }
}
