using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>A variable.</summary>
internal sealed class NameExpression(int offset, string name) : Expression(offset)
{
    private VariablePlace _place;
    private UndefinedValue? _undefined;

    public string Name => name;

    public override bool IsConstant => false;

    public override JinjaValue Evaluate(Frame frame)
    {
        frame.State.Budget.Step();
        return _place.Read(frame) ?? (_undefined ??= UndefinedValue.Name(name));
    }

    public override void Declare(Scope scope) => scope.Load(name);

    public override void Bind(Scope scope) => _place = scope.Place(name);

    public override bool Reads(string other) => name == other;
}
