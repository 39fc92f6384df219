using LocalAI.Plugins.Jinja.Statements;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A macro with the variables around it; or the body of a call block, which has no name.</summary>
internal sealed class MacroValue(MacroDefinition definition, Frame outer) : CallableValue
{
    public MacroDefinition Definition => definition;

    internal override string TypeName => "Macro";

    public override JinjaValue Call(RenderState state, CallArguments arguments)
    {
        state.EnterCall();
        var start = state.Buffer.Length;
        definition.Execute(new Frame(state, definition.Slots, outer), arguments);
        state.LeaveCall();
        return state.Captured(start);
    }

    public JinjaValue? FindAttribute(string name) => name switch
    {
        "name" => definition.Name is null ? NoneValue.Instance : new StringValue(definition.Name),
        "arguments" => new TupleValue([.. definition.Parameters.Select(parameter => new StringValue(parameter.Name))]),
        "catch_kwargs" => BoolValue.Of(definition.TakesNamed),
        "catch_varargs" => BoolValue.Of(definition.TakesPositional),
        "caller" => BoolValue.Of(definition.TakesCaller),
        "explicit_caller" => BoolValue.Of(definition.Parameters.Any(parameter => parameter.Name == "caller")),
        _ => null,
    };

    internal override void AppendRepr(TextBuffer buffer) =>
        buffer.Append(definition.Name is null ? "<Macro anonymous>" : $"<Macro '{definition.Name}'>");
}
