namespace LocalAI.Plugins.Jinja.Values;

/// <summary>namespace(): the one value that a template can change.</summary>
internal sealed class NamespaceValue(DictValue attributes) : JinjaValue
{
    private bool _isShown;

    public DictValue Attributes { get; } = attributes;

    internal override string TypeName => "Namespace";

    internal override void AppendRepr(TextBuffer buffer)
    {
        StackGuard.Ensure();
        buffer.Append("<Namespace ");
        if (_isShown)
        {
            buffer.Append("{...}>");
            return;
        }
        _isShown = true;
        Attributes.AppendRepr(buffer);
        _isShown = false;
        buffer.Append('>');
    }
}
