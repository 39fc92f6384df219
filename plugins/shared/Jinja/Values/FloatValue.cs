namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A floating point number.</summary>
internal sealed class FloatValue(double value) : JinjaValue
{
    public double Value { get; } = value;

    internal override string TypeName => "float";

    internal override bool IsTrue => Value != 0;

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append(FloatText.Repr(Value));
}
