namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods of loop and of cycler().</summary>
internal static class ObjectMethods
{
    public static readonly MethodTable Loops = new(
        [],
        [
            ("cycle(*)", (_, value, arguments) => arguments.Given.Positional is { Length: > 0 } items
                ? items[((LoopValue)value).Cursor.Index % items.Length]
                : throw TemplateFault.Evaluation("no items for cycling given")),
            ("changed(*)", (state, value, arguments) =>
                BoolValue.Of(((LoopValue)value).Changed(state, arguments.Given.Positional))),
        ]);

    public static readonly MethodTable Cyclers = new(
        [],
        [
            ("next()", (_, value, _) => ((CyclerValue)value).Next()),
            ("reset()", (_, value, _) =>
            {
                ((CyclerValue)value).Reset();
                return NoneValue.Instance;
            }),
        ]);
}
