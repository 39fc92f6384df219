using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods of dicts.</summary>
internal static class DictMethods
{
    public static readonly MethodTable Table = new(
        ["clear", "pop", "popitem", "setdefault", "update"],
        [
            ("get(key, default?)", (state, value, arguments) =>
            {
                Membership.ReadKey(state, arguments.Required(0));
                return ((DictValue)value).Find(arguments.Required(0)) ?? arguments[1] ?? NoneValue.Instance;
            }),
            ("keys()", (_, value, _) => new DictViewValue((DictValue)value, DictViewKind.Keys)),
            ("values()", (_, value, _) => new DictViewValue((DictValue)value, DictViewKind.Values)),
            ("items()", (_, value, _) => new DictViewValue((DictValue)value, DictViewKind.Items)),
            ("copy()", (state, value, _) =>
            {
                state.Budget.Items(((DictValue)value).Count);
                return ((DictValue)value).Copy();
            }),
            ("fromkeys(iterable, value?)", FromKeys),
        ]);

    private static DictValue FromKeys(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var dict = new DictValue();
        foreach (var key in RenderState.Iterate(arguments.Required(0)))
        {
            state.Budget.Items(1);
            dict.Set(key, arguments[1] ?? NoneValue.Instance);
        }
        return dict;
    }
}
