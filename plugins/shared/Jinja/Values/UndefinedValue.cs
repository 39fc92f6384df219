namespace LocalAI.Plugins.Jinja.Values;

/// <summary>What a name or an attribute gives that is not there: prints as nothing, and fails as soon as it is used.</summary>
/// <param name="reason">Why it is undefined.</param>
internal sealed class UndefinedValue(Func<string> reason) : JinjaValue
{
    private static readonly JinjaValue[] Nothing = [];

    internal override string TypeName => "Undefined";

    internal override bool IsTrue => false;

    internal override int? Length => 0;

    public static UndefinedValue Name(string name) => new(() => $"'{name}' is undefined");

    public static UndefinedValue Attribute(JinjaValue owner, JinjaValue name) => new(() => name is StringValue text
        ? $"'{Describe(owner)}' has no attribute '{text.Text}'"
        : $"{Describe(owner)} has no element {(name is IntegerValue index ? index.Value : $"of type {name.TypeName}")}");

    public static UndefinedValue Unsafe(JinjaValue owner, string name) =>
        new(() => $"access to attribute '{name}' of '{owner.TypeName}' object is unsafe.");

    public TemplateFault Fault() => TemplateFault.Evaluation(reason());

    internal override IEnumerable<JinjaValue> Iterate() => Nothing;

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append("Undefined");

    internal override void AppendText(TextBuffer buffer)
    {
    }

    private static string Describe(JinjaValue owner) => owner is NoneValue ? "None" : $"{owner.TypeName} object";
}
