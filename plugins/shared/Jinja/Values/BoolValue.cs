namespace LocalAI.Plugins.Jinja.Values;

/// <summary>True or False.</summary>
internal sealed class BoolValue : JinjaValue
{
    public static readonly BoolValue True = new(true);
    public static readonly BoolValue False = new(false);

    private BoolValue(bool value) => Value = value;

    public bool Value { get; }

    internal override string TypeName => "bool";

    internal override bool IsTrue => Value;

    public static BoolValue Of(bool value) => value ? True : False;

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append(Value ? "True" : "False");
}
