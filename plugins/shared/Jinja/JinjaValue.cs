using System.Text.Json;

namespace LocalAI.Plugins.Jinja;

/// <summary>A value as a template sees it. The kinds are a closed set and behave as Python's.</summary>
public abstract class JinjaValue
{
    private protected JinjaValue()
    {
    }

    /// <summary>None.</summary>
    public static JinjaValue None => NoneValue.Instance;

    /// <summary>Python's name of the type.</summary>
    internal abstract string TypeName { get; }

    /// <summary>bool(value).</summary>
    internal virtual bool IsTrue => true;

    /// <summary>len(value), or null where it has none.</summary>
    internal virtual int? Length => null;

    /// <summary>A value of JSON; the order of an object's keys stays, and 1 is no 1.0.</summary>
    /// <exception cref="FormatException">A string is no valid Unicode.</exception>
    public static JinjaValue From(JsonElement element) => JsonValues.From(element);

    /// <summary>A string.</summary>
    public static JinjaValue From(string text) => new StringValue(text);

    /// <summary>True or False.</summary>
    public static JinjaValue From(bool value) => BoolValue.Of(value);

    /// <summary>A whole number.</summary>
    public static JinjaValue From(long value) => IntegerValue.Of(value);

    /// <summary>A floating point number.</summary>
    public static JinjaValue From(double value) => new FloatValue(value);

    /// <summary>A list.</summary>
    public static JinjaValue FromList(IEnumerable<JinjaValue> items) => new ListValue([.. items]);

    /// <summary>A dict; of equal keys the last wins.</summary>
    public static JinjaValue FromDict(IEnumerable<KeyValuePair<string, JinjaValue>> items)
    {
        var dict = new DictValue();
        foreach (var (key, value) in items)
            dict.Set(new StringValue(key), value);
        return dict;
    }

    /// <summary>The items one after another, or null where the value is not iterable.</summary>
    internal virtual IEnumerable<JinjaValue>? Iterate() => null;

    /// <summary>Appends repr(value).</summary>
    internal abstract void AppendRepr(TextBuffer buffer);

    /// <summary>Appends str(value).</summary>
    internal virtual void AppendText(TextBuffer buffer) => AppendRepr(buffer);
}
