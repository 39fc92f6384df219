using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A method of a value, not yet called.</summary>
internal sealed class MethodValue(JinjaValue owner, Builtin method) : CallableValue
{
    public JinjaValue Owner => owner;

    public Builtin Method => method;

    internal override string TypeName => "builtin_function_or_method";

    public override JinjaValue Call(RenderState state, CallArguments arguments) => method.Invoke(state, owner, arguments);

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append($"<built-in method {method.Name} of {owner.TypeName} object>");
}
