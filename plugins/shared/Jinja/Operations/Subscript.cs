namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>value.name and value[key]: each tries both attributes and items, in its own order.</summary>
internal static class Subscript
{
    /// <summary>value.name: an attribute, else an item, else undefined.</summary>
    public static JinjaValue Attribute(RenderState state, JinjaValue value, StringValue name)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        return FindAttribute(value, name) ?? FindItem(state, value, name) ?? UndefinedValue.Attribute(value, name);
    }

    /// <summary>value[key]: an item, else an attribute, else undefined.</summary>
    public static JinjaValue Item(RenderState state, JinjaValue value, JinjaValue key)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        return FindItem(state, value, key)
            ?? (key is StringValue name ? FindAttribute(value, name) : null)
            ?? UndefinedValue.Attribute(value, key);
    }

    /// <summary>A member of the type, or null.</summary>
    public static JinjaValue? FindAttribute(JinjaValue value, StringValue name)
    {
        if (value is NamespaceValue space)
            return space.Attributes.Find(name);
        if (Methods.MethodTables.Of(value)?.Find(name.Text) is { } method)
            return method.IsUnsafe ? UndefinedValue.Unsafe(value, name.Text) : new MethodValue(value, method);
        if (Methods.Properties.Find(value, name.Text) is { } property)
            return property;
        return IsInternal(name.Text) ? UndefinedValue.Unsafe(value, name.Text) : null;
    }

    /// <summary>value[key] without attributes, or null.</summary>
    public static JinjaValue? FindItem(RenderState state, JinjaValue value, JinjaValue key)
    {
        switch (value)
        {
            case DictValue dict:
                Membership.ReadKey(state, key);
                return key is ListValue or DictValue ? null : dict.Find(key);
            case SequenceValue sequence:
                return Index(key, sequence.Items.Length) is { } at ? sequence.Items[at] : null;
            case RangeValue range:
                return Index(key, range.Length!.Value) is { } position ? range.At(position) : null;
            case StringValue text when Index(key, text.CodePoints) is { } offset:
                var start = CodePoints.Offset(text, offset);
                if (!text.IsFlat)
                    state.Budget.Steps(offset / 8);
                return CodePoints.IsPair(text.Text, start) ? new StringValue(text.Text.Substring(start, 2), text.IsMarkup)
                    : text.IsMarkup ? new StringValue(text.Text[start].ToString(), true)
                    : StringValue.Of(text.Text[start]);
            default:
                return null;
        }
    }

    private static int? Index(JinjaValue key, int length)
    {
        if (!Numbers.TryInteger(key, out var index))
            return null;
        if (index < 0)
            index += length;
        return index >= 0 && index < length ? (int)index : null;
    }

    /// <summary>Whether Python has such a member on every object, which the sandbox hides.</summary>
    private static bool IsInternal(string name) =>
        name.Length > 4 && name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);
}
