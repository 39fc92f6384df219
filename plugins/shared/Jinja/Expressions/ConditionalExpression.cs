using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>value if condition else other; without an else it may be undefined.</summary>
internal sealed class ConditionalExpression(int offset, Expression value, Expression condition, Expression? other)
    : Expression(offset, other is null ? [value, condition] : [value, condition, other])
{
    public override JinjaValue Evaluate(Frame frame)
    {
        if (condition.Evaluate(frame).IsTrue)
            return value.Evaluate(frame);
        return other is not null
            ? other.Evaluate(frame)
            : new UndefinedValue(() => "the inline if-expression evaluated to false and no else section was defined.");
    }

    public override void Bind(Scope scope) => base.Bind(scope.Soft());
}
