using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A global function.</summary>
internal sealed class FunctionValue(Builtin function, string repr) : CallableValue
{
    internal override string TypeName => "function";

    public override JinjaValue Call(RenderState state, CallArguments arguments) =>
        function.Invoke(state, NoneValue.Instance, arguments);

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append(repr);
}
