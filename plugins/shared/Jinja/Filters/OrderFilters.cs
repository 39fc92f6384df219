using LocalAI.Plugins.Jinja.Calls;
using LocalAI.Plugins.Jinja.Methods;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Filters that sort, group or pick by order. Unless told otherwise they take a and A for equal.</summary>
internal static class OrderFilters
{
    public static readonly (string, BuiltinBody)[] All =
    [
        ("sort(reverse?, case_sensitive?, attribute?)", Sort),
        ("groupby(attribute, default?, case_sensitive?)", Group),
        ("min(case_sensitive?, attribute?)", (state, value, arguments) => Extreme(state, value, arguments, wantsGreater: false)),
        ("max(case_sensitive?, attribute?)", (state, value, arguments) => Extreme(state, value, arguments, wantsGreater: true)),
    ];

    /// <summary>What an item is compared by.</summary>
    public static JinjaValue Key(RenderState state, JinjaValue value, bool isCaseSensitive) =>
        isCaseSensitive || value is not StringValue text ? value : state.Made(Casing.Lower(text.Text));

    private static ListValue Sort(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var paths = arguments.Optional(2) is StringValue several
            ? several.Text.Split(',').Select(part => new AttributePath(new StringValue(part))).ToArray()
            : [new AttributePath(arguments[2])];
        var items = state.Collect(RenderState.Iterate(value));
        var keys = Array.ConvertAll(items, item =>
        {
            state.Budget.Items(paths.Length);
            return (JinjaValue)new ListValue(Array.ConvertAll(paths, path => Key(state, path.Of(state, item), arguments.Flag(1))));
        });
        return Ordered(items, Sorting.Order(state, keys, arguments.Flag(0)));
    }

    private static ListValue Group(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var path = new AttributePath(arguments.Required(0), arguments[1]);
        var isCaseSensitive = arguments.Flag(2);
        var items = state.Collect(RenderState.Iterate(value));
        var keys = Array.ConvertAll(items, item => Key(state, path.Of(state, item), isCaseSensitive));
        var order = Sorting.Order(state, keys, isDescending: false);
        var groups = new List<JinjaValue>();
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && Equality.AreEqual(state, keys[order[start]], keys[order[end]]))
                end++;
            var members = Ordered(items, order[start..end]);
            groups.Add(new GroupValue(isCaseSensitive ? keys[order[start]] : path.Of(state, members.Items[0]), members));
            start = end;
        }
        return state.List(groups);
    }

    private static JinjaValue Extreme(RenderState state, JinjaValue value, BoundArguments arguments, bool wantsGreater)
    {
        var path = new AttributePath(arguments[1]);
        JinjaValue? best = null, bestKey = null;
        foreach (var item in RenderState.Iterate(value))
        {
            var key = Key(state, path.Of(state, item), arguments.Flag(0));
            var isBetter = bestKey is null || (wantsGreater
                ? Ordering.Compare(state, key, bestKey, ">") > 0
                : Ordering.Compare(state, key, bestKey, "<") < 0);
            if (isBetter)
                (best, bestKey) = (item, key);
        }
        return best ?? new UndefinedValue(() => "No aggregated item, sequence was empty.");
    }

    private static ListValue Ordered(JinjaValue[] items, int[] order) => new(Array.ConvertAll(order, at => items[at]));
}
