using LocalAI.Plugins.Jinja.Methods;

namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>callee(arguments).</summary>
internal sealed class CallExpression(int offset, Expression callee, ArgumentList arguments)
    : Expression(offset, [callee, .. arguments.Expressions])
{
    public override bool IsConstant => false;

    public override JinjaValue Evaluate(Frame frame) => Evaluate(frame, null);

    /// <param name="frame">The variables.</param>
    /// <param name="caller">What a call block hands on as caller.</param>
    public JinjaValue Evaluate(Frame frame, JinjaValue? caller)
    {
        var state = frame.State;
        state.Budget.Step();
        if (callee is AttributeExpression attribute && caller is null)
        {
            var owner = attribute.Owner.Evaluate(frame);
            if (owner is not NamespaceValue && MethodTables.Of(owner)?.Find(attribute.Name.Text) is { IsUnsafe: false } method)
            {
                var given = arguments.Evaluate(frame);
                state.Offset = Offset;
                return method.Invoke(state, owner, given);
            }
            state.Offset = attribute.Offset;
            return Call(frame, Subscript.Attribute(state, owner, attribute.Name), null);
        }
        return Call(frame, callee.Evaluate(frame), caller);
    }

    private JinjaValue Call(Frame frame, JinjaValue function, JinjaValue? caller)
    {
        var given = arguments.Evaluate(frame, caller);
        frame.State.Offset = Offset;
        return function switch
        {
            CallableValue callable => callable.Call(frame.State, given),
            UndefinedValue undefined => throw undefined.Fault(),
            _ => throw TemplateFault.Evaluation($"'{function.TypeName}' object is not callable"),
        };
    }
}
