namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>value[start:stop:step].</summary>
internal static class Slicing
{
    public static JinjaValue Slice(RenderState state, JinjaValue value, JinjaValue? start, JinjaValue? stop, JinjaValue? step)
    {
        var stride = Bound(step) ?? 1;
        if (stride == 0)
            throw TemplateFault.Evaluation("slice step cannot be zero");
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        if (!CanSlice(value))
            throw TemplateFault.Evaluation($"'{value.TypeName}' object is not subscriptable");

        var length = (long)value.Length!.Value;
        var first = Clamp(Bound(start), length, stride, stride > 0 ? 0 : length - 1);
        var end = Clamp(Bound(stop), length, stride, stride > 0 ? length : -1);
        var count = stride > 0 ? (end - first + stride - 1) / stride : (end - first + stride + 1) / stride;
        count = (stride > 0 ? first < end : first > end) ? count : 0;
        return value switch
        {
            StringValue text => Text(state, text, first, count, stride),
            SequenceValue sequence => Items(state, sequence, first, count, stride),
            RangeValue range => new RangeValue(
                range.Start + first * range.Step, range.Start + end * range.Step, range.Step * stride),
            _ => throw TemplateFault.Evaluation($"'{value.TypeName}' object is not subscriptable"),
        };
    }

    public static bool CanSlice(JinjaValue value) => value is StringValue or SequenceValue or RangeValue;

    public static bool IsBound(JinjaValue value) => value is NoneValue || Numbers.IsInteger(value);

    /// <summary>The range from start to stop that methods search in; the start may lie behind the end.</summary>
    public static (int Start, int End) Bounds(JinjaValue? start, JinjaValue? stop, int length)
    {
        var first = Bound(start) ?? 0;
        first = Math.Max(first < 0 ? first + length : first, 0);
        return ((int)first, (int)Clamp(Bound(stop), length, 1, length));
    }

    private static StringValue Text(RenderState state, StringValue text, long first, long count, long stride)
    {
        if (count == 0)
            return StringValue.Empty;
        if (stride == 1)
        {
            var from = CodePoints.Offset(text, (int)first);
            return state.Made(text.Text[from..CodePoints.Offset(text, (int)(first + count))], text.IsMarkup);
        }
        state.Budget.Text(2 * count);
        if (text.IsFlat)
        {
            var characters = new char[count];
            for (var i = 0; i < count; i++)
                characters[i] = text.Text[(int)(first + i * stride)];
            return new StringValue(new string(characters), text.IsMarkup);
        }
        state.Budget.Items(text.CodePoints);
        var points = CodePoints.Split(text.Text);
        var parts = new string[count];
        for (var i = 0; i < count; i++)
            parts[i] = points[first + i * stride];
        return new StringValue(string.Concat(parts), text.IsMarkup);
    }

    private static SequenceValue Items(RenderState state, SequenceValue sequence, long first, long count, long stride)
    {
        state.Budget.Items(count);
        var items = new JinjaValue[count];
        for (var i = 0; i < count; i++)
            items[i] = sequence.Items[first + i * stride];
        return sequence is ListValue ? new ListValue(items) : new TupleValue(items);
    }

    private static long? Bound(JinjaValue? bound)
    {
        if (bound is null or NoneValue)
            return null;
        if (Numbers.TryInteger(bound, out var integer))
            return Math.Clamp(integer, -int.MaxValue, int.MaxValue);
        if (bound is BigIntegerValue big)
            return big.Value.Sign * (long)int.MaxValue;
        throw TemplateFault.Evaluation("slice indices must be integers or None or have an __index__ method");
    }

    private static long Clamp(long? bound, long length, long stride, long otherwise)
    {
        if (bound is not { } index)
            return otherwise;
        if (index < 0)
            index += length;
        return stride > 0 ? Math.Clamp(index, 0, length) : Math.Clamp(index, -1, length - 1);
    }
}
