namespace LocalAI.Plugins.Jinja.Values;

/// <summary>The variable loop; calling it goes on with other items one level deeper.</summary>
/// <param name="cursor">Where the loop stands.</param>
/// <param name="depth">How often the loop was called by itself.</param>
/// <param name="again">Renders the loop for other items, where it is recursive.</param>
internal sealed class LoopValue(ItemCursor cursor, int depth, Func<RenderState, JinjaValue, int, JinjaValue>? again) : CallableValue
{
    private JinjaValue[]? _lastChanged;

    public ItemCursor Cursor => cursor;

    internal override string TypeName => "LoopContext";

    internal override int? Length => cursor.Length;

    internal override bool IsTrue => cursor.Length > 0;

    public JinjaValue? FindAttribute(string name) => name switch
    {
        "index" => IntegerValue.Of(cursor.Index + 1),
        "index0" => IntegerValue.Of(cursor.Index),
        "revindex" => IntegerValue.Of(cursor.Length - cursor.Index),
        "revindex0" => IntegerValue.Of(cursor.Length - cursor.Index - 1),
        "first" => BoolValue.Of(cursor.Index == 0),
        "last" => BoolValue.Of(cursor.Peek() is null),
        "length" => IntegerValue.Of(cursor.Length),
        "depth" => IntegerValue.Of(depth + 1),
        "depth0" => IntegerValue.Of(depth),
        "previtem" => cursor.Index == 0 ? new UndefinedValue(() => "there is no previous item") : cursor.Previous,
        "nextitem" => cursor.Peek() ?? new UndefinedValue(() => "there is no next item"),
        _ => null,
    };

    /// <summary>Whether the values differ from those of the last call.</summary>
    public bool Changed(RenderState state, JinjaValue[] values)
    {
        var same = _lastChanged is not null && Operations.Equality.AreEqual(state, new TupleValue(_lastChanged), new TupleValue(values));
        _lastChanged = values;
        return !same;
    }

    public override JinjaValue Call(RenderState state, CallArguments arguments)
    {
        if (again is null)
            throw TemplateFault.Evaluation("The loop must have the 'recursive' marker to be called recursively.");
        var iterable = arguments.Positional.Length == 1 && arguments.Named.Length == 0 ? arguments.Positional[0]
            : arguments.Positional.Length == 0 && arguments.Named is [{ Key: "iterable", Value: var named }] ? named
            : throw TemplateFault.Evaluation("loop() takes one argument: the items of the next level");
        return again(state, iterable, depth + 1);
    }

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<LoopContext {cursor.Index + 1}/{cursor.Length}>"));
}
