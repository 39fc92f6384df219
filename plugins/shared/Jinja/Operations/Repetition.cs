namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>A string, list or tuple times a number.</summary>
internal static class Repetition
{
    public static JinjaValue Repeat(RenderState state, JinjaValue value, long times)
    {
        times = Math.Max(times, 0);
        if (value is StringValue text)
        {
            state.Budget.Text(Size(text.Text.Length, times));
            return new StringValue(Text(text.Text, (int)Math.Min(times, int.MaxValue)), text.IsMarkup);
        }
        var sequence = (SequenceValue)value;
        var count = Size(sequence.Items.Length, times);
        state.Budget.Items(count);
        var items = new JinjaValue[count];
        for (var i = 0; i < items.Length; i += sequence.Items.Length)
            sequence.Items.CopyTo(items, i);
        return sequence is ListValue ? new ListValue(items) : new TupleValue(items);
    }

    private static string Text(string text, int times) => text.Length switch
    {
        0 => "",
        1 => new string(text[0], times),
        _ => new System.Text.StringBuilder(text.Length * times).Insert(0, text, times).ToString(),
    };

    private static long Size(int length, long times)
    {
        var size = (Int128)length * times;
        return size > long.MaxValue ? long.MaxValue : (long)size;
    }
}
