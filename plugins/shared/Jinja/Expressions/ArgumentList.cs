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

    /// <param name="frame">The variables.</param>
    /// <param name="caller">What a call block hands on as caller, after the names that are written out.</param>
    public CallArguments Evaluate(Frame frame, JinjaValue? caller = null)
    {
        var values = positional.Length == 0 ? [] : new JinjaValue[positional.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = positional[i].Evaluate(frame);
        return IsSimple && caller is null ? new CallArguments(values, []) : EvaluateNamed(frame, values, caller);
    }

    private CallArguments EvaluateNamed(Frame frame, JinjaValue[] values, JinjaValue? caller)
    {
        var names = new List<KeyValuePair<string, JinjaValue>>();
        foreach (var (name, expression) in named)
            names.Add(new(name, expression.Evaluate(frame)));
        if (caller is not null)
            names.Add(new("caller", caller));
        if (morePositional is not null)
            values = [.. values, .. frame.State.Collect(RenderState.Iterate(morePositional.Evaluate(frame)))];
        if (moreNamed is not null)
            AddAll(frame.State, names, moreNamed.Evaluate(frame));
        return new CallArguments(values, [.. names]);
    }

    private static void AddAll(RenderState state, List<KeyValuePair<string, JinjaValue>> names, JinjaValue value)
    {
        if (value is not DictValue dict)
            throw TemplateFault.Evaluation($"argument after ** must be a mapping, not {value.TypeName}");
        state.Budget.Items(dict.Count);
        var taken = names.Select(given => given.Key).ToHashSet();
        for (var i = 0; i < dict.Count; i++)
        {
            if (dict.Keys[i] is not StringValue name)
                throw TemplateFault.Evaluation("keywords must be strings");
            if (!taken.Add(name.Text))
                throw TemplateFault.Evaluation($"got multiple values for keyword argument '{name.Text}'");
            names.Add(new(name.Text, dict.Values[i]));
        }
    }
}
