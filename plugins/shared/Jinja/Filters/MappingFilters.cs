using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Filters for dicts and for attributes.</summary>
internal static class MappingFilters
{
    public static readonly (string, BuiltinBody)[] All =
    [
        ("items()", (_, value, _) => Items(value)),
        ("dictsort(case_sensitive?, by?, reverse?)", Sort),
        ("attr(name)", Attribute),
    ];

    private static GeneratorValue Items(JinjaValue value) => value switch
    {
        UndefinedValue => new GeneratorValue([]),
        DictValue dict => new GeneratorValue(new DictViewValue(dict, DictViewKind.Items).ToArray()),
        _ => new GeneratorValue(Fail()),
    };

    /// <summary>Fails only when the first item is asked for.</summary>
    private static IEnumerable<JinjaValue> Fail()
    {
        yield return Throw();
        static JinjaValue Throw() => throw TemplateFault.Evaluation("Can only get item pairs from a mapping.");
    }

    private static ListValue Sort(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var by = arguments[1] is null ? "key" : arguments.Text(1);
        if (by is not ("key" or "value"))
            throw TemplateFault.Evaluation("You can only sort by either \"key\" or \"value\"");
        if (value is not DictValue dict)
            throw value is UndefinedValue undefined ? undefined.Fault()
                : TemplateFault.Evaluation($"'{value.TypeName}' object has no attribute 'items'");
        state.Budget.Items(dict.Count);
        var items = new DictViewValue(dict, DictViewKind.Items).ToArray();
        var keys = (by == "key" ? dict.Keys : dict.Values).ToArray();
        for (var i = 0; i < keys.Length; i++)
            keys[i] = OrderFilters.Key(state, keys[i], arguments.Flag(0));
        return new ListValue(Array.ConvertAll(Sorting.Order(state, keys, arguments.Flag(2)), at => items[at]));
    }

    private static JinjaValue Attribute(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var name = new StringValue(arguments.Text(0));
        return value is UndefinedValue undefined ? throw undefined.Fault()
            : Subscript.FindAttribute(value, name) ?? UndefinedValue.Attribute(value, name);
    }
}
