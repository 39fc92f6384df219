namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>An operator that compares.</summary>
internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
}
