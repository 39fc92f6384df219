namespace LocalAI.Plugins.Jinja.Rendering;

/// <summary>One rendering of one template: its inputs, what it has written, and where it stands.</summary>
internal sealed class RenderState(DictValue inputs, JinjaLimits limits, TimeProvider clock, CancellationToken cancellationToken)
    : IDisposable
{
    private int _callDepth;

    public Budget Budget { get; } = new(limits, cancellationToken);

    public TextBuffer Buffer { get; } = new(limits.OutputLength);

    public TimeProvider Clock { get; } = clock;

    /// <summary>Variables of the top level, which blocks see.</summary>
    public Dictionary<string, JinjaValue> Exported { get; } = [];

    /// <summary>Where in the source the last operation began.</summary>
    public int Offset { get; set; }

    /// <summary>A variable that no scope of the template assigns, or null.</summary>
    public JinjaValue? Resolve(StringValue name) =>
        Exported.Count > 0 && Exported.TryGetValue(name.Text, out var exported) ? exported
        : inputs.Find(name) ?? Globals.GlobalTable.Find(name.Text);

    /// <summary>str(value).</summary>
    public string Text(JinjaValue value)
    {
        if (value is StringValue text)
            return text.Text;
        var start = Buffer.Length;
        value.AppendText(Buffer);
        Budget.Text(Buffer.Length - start);
        return Buffer.Take(start);
    }

    /// <summary>repr(value).</summary>
    public string Repr(JinjaValue value)
    {
        var start = Buffer.Length;
        value.AppendRepr(Buffer);
        Budget.Text(Buffer.Length - start);
        return Buffer.Take(start);
    }

    /// <summary>A new string, counted.</summary>
    public StringValue Made(string text, bool isMarkup = false)
    {
        Budget.Text(text.Length);
        return new StringValue(text, isMarkup);
    }

    /// <summary>Removes what was written since <paramref name="start"/> and makes a string of it.</summary>
    public StringValue Captured(int start)
    {
        Budget.Text(Buffer.Length - start);
        return new StringValue(Buffer.Take(start));
    }

    /// <summary>A new list, counted.</summary>
    public ListValue List(IEnumerable<JinjaValue> items) => new(Collect(items));

    /// <summary>The items as an array, counted while they come.</summary>
    public JinjaValue[] Collect(IEnumerable<JinjaValue> items)
    {
        if (items is JinjaValue[] array)
        {
            Budget.Items(array.Length);
            return array;
        }
        var collected = new List<JinjaValue>();
        foreach (var item in items)
        {
            Budget.Items(1);
            collected.Add(item);
            if (collected.Count > Budget.Limits.Items)
                Budget.Items(collected.Count);
        }
        return [.. collected];
    }

    /// <summary>iter(value).</summary>
    public static IEnumerable<JinjaValue> Iterate(JinjaValue value) =>
        value.Iterate() ?? throw TemplateFault.Evaluation($"'{value.TypeName}' object is not iterable");

    public void EnterCall()
    {
        StackGuard.Ensure();
        if (++_callDepth > Budget.Limits.CallDepth)
            throw TemplateFault.Limit($"More than {Budget.Limits.CallDepth} macros and recursive loops call each other.");
    }

    public void LeaveCall() => _callDepth--;

    public void Dispose() => Buffer.Dispose();
}
