using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Filters that take a sequence apart or put it together.</summary>
internal static class SequenceFilters
{
    public static readonly (string, BuiltinBody)[] All =
    [
        ("length()", (_, value, _) => Length(value)),
        ("count()", (_, value, _) => Length(value)),
        ("list()", (state, value, _) => state.List(RenderState.Iterate(value))),
        ("first()", (_, value, _) => First(value)),
        ("last()", (state, value, _) => Last(state, value)),
        ("random()", (state, value, _) => Random(state, value)),
        ("reverse()", (state, value, _) => Reverse(state, value)),
        ("join(d?, attribute?)", Join),
        ("batch(linecount, fill_with?)", (state, value, arguments) => new GeneratorValue(Batch(state, value, arguments))),
        ("slice(slices, fill_with?)", (state, value, arguments) => new GeneratorValue(Slice(state, value, arguments))),
        ("sum(attribute?, start?)", Sum),
        ("unique(case_sensitive?, attribute?)", (state, value, arguments) => new GeneratorValue(Unique(state, value, arguments))),
        ("default(default_value?, boolean?)", Default),
        ("d(default_value?, boolean?)", Default),
    ];

    private static IntegerValue Length(JinjaValue value) =>
        value.Length is { } length ? IntegerValue.Of(length)
        : throw TemplateFault.Evaluation($"object of type '{value.TypeName}' has no len()");

    private static JinjaValue First(JinjaValue value)
    {
        foreach (var item in RenderState.Iterate(value))
            return item;
        return new UndefinedValue(() => "No first item, sequence was empty.");
    }

    private static JinjaValue Last(RenderState state, JinjaValue value)
    {
        var items = Reversible(state, value);
        return items.Length > 0 ? items[^1] : new UndefinedValue(() => "No last item, sequence was empty.");
    }

    private static JinjaValue Random(RenderState state, JinjaValue value)
    {
        if (value is not (SequenceValue or StringValue or RangeValue or UndefinedValue))
            throw TemplateFault.Evaluation($"random() takes a sequence, not '{value.TypeName}'");
        var items = state.Collect(RenderState.Iterate(value));
        return items.Length > 0
            ? items[System.Random.Shared.Next(items.Length)]
            : new UndefinedValue(() => "No random item, sequence was empty.");
    }

    private static JinjaValue Reverse(RenderState state, JinjaValue value)
    {
        if (value is StringValue text)
            return Slicing.Slice(state, text, null, null, IntegerValue.Of(-1));
        var isReversible = value is SequenceValue or DictValue or DictViewValue or RangeValue;
        var items = (JinjaValue[])state.Collect(RenderState.Iterate(value)).Clone();
        Array.Reverse(items);
        if (!isReversible)
            return new ListValue(items);
        return new GeneratorValue(items, value switch
        {
            ListValue => "list_reverseiterator",
            TupleValue => "reversed",
            RangeValue => "range_iterator",
            DictViewValue { Kind: DictViewKind.Values } => "dict_reversevalueiterator",
            DictViewValue { Kind: DictViewKind.Items } => "dict_reverseitemiterator",
            _ => "dict_reversekeyiterator",
        });
    }

    private static JinjaValue[] Reversible(RenderState state, JinjaValue value) =>
        value is SequenceValue or DictValue or DictViewValue or RangeValue or StringValue or UndefinedValue
            ? state.Collect(RenderState.Iterate(value))
            : throw TemplateFault.Evaluation($"'{value.TypeName}' object is not reversible");

    private static StringValue Join(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var path = new AttributePath(arguments[1]);
        var separator = arguments[0] is { } given ? state.Text(given) : "";
        var start = state.Buffer.Length;
        var isFirst = true;
        foreach (var item in RenderState.Iterate(value))
        {
            // What the item writes while it is looked for is taken off the buffer again before anything is appended.
            var part = path.Of(state, item);
            state.Budget.Step();
            if (!isFirst)
                state.Buffer.Append(separator);
            isFirst = false;
            part.AppendText(state.Buffer);
        }
        return state.Captured(start);
    }

    private static IEnumerable<JinjaValue> Batch(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var size = arguments.Integer(0, 1);
        var batch = new List<JinjaValue>();
        foreach (var item in RenderState.Iterate(value))
        {
            if (batch.Count == size)
            {
                yield return state.List(batch);
                batch.Clear();
            }
            state.Budget.Items(1);
            batch.Add(item);
        }
        if (batch.Count == 0)
            yield break;
        if (arguments.Optional(1) is { } fill && batch.Count < size)
        {
            state.Budget.Items(size);
            batch.AddRange(Enumerable.Repeat(fill, size - batch.Count));
        }
        yield return state.List(batch);
    }

    private static IEnumerable<JinjaValue> Slice(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var items = state.Collect(RenderState.Iterate(value));
        var slices = arguments.Integer(0, 1);
        if (slices == 0)
            throw TemplateFault.Evaluation("integer division or modulo by zero");
        for (var (i, start) = (0, 0); i < slices; i++)
        {
            var hasExtra = i < items.Length % slices;
            var size = items.Length / slices + (hasExtra ? 1 : 0);
            JinjaValue[] slice = items[start..(start + size)];
            if (arguments.Optional(1) is { } fill && !hasExtra)
                slice = [.. slice, fill];
            state.Budget.Items(slice.Length + 1);
            yield return new ListValue(slice);
            start += size;
        }
    }

    private static JinjaValue Sum(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var path = new AttributePath(arguments[0]);
        var sum = arguments[1] ?? IntegerValue.Of(0);
        if (sum is StringValue)
            throw TemplateFault.Evaluation("sum() can't sum strings [use ''.join(seq) instead]");
        foreach (var item in RenderState.Iterate(value))
        {
            state.Budget.Step();
            sum = Arithmetic.Add(state, sum, path.Of(state, item));
        }
        return sum;
    }

    private static IEnumerable<JinjaValue> Unique(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var path = new AttributePath(arguments[1]);
        var seen = new HashSet<JinjaValue>(KeyComparer.Instance);
        foreach (var item in RenderState.Iterate(value))
        {
            state.Budget.Items(1);
            if (seen.Add(OrderFilters.Key(state, path.Of(state, item), arguments.Flag(0))))
                yield return item;
        }
    }

    private static JinjaValue Default(RenderState state, JinjaValue value, BoundArguments arguments) =>
        value is UndefinedValue || (arguments.Flag(1) && !value.IsTrue) ? arguments[0] ?? StringValue.Empty : value;
}
