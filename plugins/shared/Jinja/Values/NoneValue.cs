namespace LocalAI.Plugins.Jinja.Values;

/// <summary>None.</summary>
internal sealed class NoneValue : JinjaValue
{
    public static readonly NoneValue Instance = new();

    private NoneValue()
    {
    }

    internal override string TypeName => "NoneType";

    internal override bool IsTrue => false;

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append("None");
}
