namespace LocalAI.Plugins.Jinja.Values;

/// <summary>joiner(separator): nothing when it is called first, then the separator.</summary>
internal sealed class JoinerValue(JinjaValue separator) : CallableValue
{
    private bool _isUsed;

    internal override string TypeName => "Joiner";

    public override JinjaValue Call(RenderState state, CallArguments arguments)
    {
        var result = _isUsed ? separator : StringValue.Empty;
        _isUsed = true;
        return result;
    }

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append("<jinja2.utils.Joiner object>");
}
