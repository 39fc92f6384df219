namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>The arguments of a call, a filter or a test as written: (a, b, name=c, *more, **named).</summary>
internal sealed class ArgumentList(
    Expression[] positional, KeyValuePair<string, Expression>[] named, Expression? morePositional, Expression? moreNamed)
{
    public static readonly ArgumentList None = new([], [], null, null);

    public Expression[] Positional => positional;

    /// <summary>Whether all arguments are given by position.</summary>
    public bool IsSimple => named.Length == 0 && morePositional is null && moreNamed is null;

    public IEnumerable<Expression> Expressions =>
        positional.Concat(named.Select(argument => argument.Value)).Concat(new[] { morePositional, moreNamed }.OfType<Expression>());

    public CallArguments Evaluate(Frame frame)
    {
        var values = positional.Length == 0 ? [] : new JinjaValue[positional.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = positional[i].Evaluate(frame);
        return IsSimple ? new CallArguments(values, []) : EvaluateNamed(frame, values);
    }

    private CallArguments EvaluateNamed(Frame frame, JinjaValue[] values)
    {
        var names = new List<KeyValuePair<string, JinjaValue>>();
        foreach (var (name, expression) in named)
            names.Add(new(name, expression.Evaluate(frame)));
        if (morePositional is not null)
            values = [.. values, .. frame.State.Collect(RenderState.Iterate(morePositional.Evaluate(frame)))];
        if (moreNamed is not null)
            AddAll(names, moreNamed.Evaluate(frame));
        return new CallArguments(values, [.. names]);
    }

    private static void AddAll(List<KeyValuePair<string, JinjaValue>> names, JinjaValue value)
    {
        if (value is not DictValue dict)
            throw TemplateFault.Evaluation($"argument after ** must be a mapping, not {value.TypeName}");
        for (var i = 0; i < dict.Count; i++)
        {
            if (dict.Keys[i] is not StringValue name)
                throw TemplateFault.Evaluation("keywords must be strings");
            if (names.Any(given => given.Key == name.Text))
                throw TemplateFault.Evaluation($"got multiple values for keyword argument '{name.Text}'");
            names.Add(new(name.Text, dict.Values[i]));
        }
    }
}
