using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>
/// Writes a table of states as rules, one for each state that is more than a step on the way. Only one of them applies at any time, so
/// that following them costs the same however the pattern was written.
/// </summary>
internal sealed class DfaRules
{
    private readonly Dfa _dfa;
    private readonly Func<CharacterSet, Expression> _character;
    private readonly Expression _end;
    private readonly string?[] _names;

    private DfaRules(Dfa dfa, Func<CharacterSet, Expression> character, Expression end)
    {
        (_dfa, _character, _end) = (dfa, character, end);
        _names = new string?[dfa.States.Count];
    }

    /// <param name="builder">Takes the rules.</param>
    /// <param name="wish">A name for them.</param>
    /// <param name="dfa">The table.</param>
    /// <param name="character">How one character of a set is written.</param>
    /// <param name="end">What follows the text.</param>
    public static Expression Add(
        GrammarBuilder builder, string wish, Dfa dfa, Func<CharacterSet, Expression> character, Expression end)
    {
        if (dfa.States.Count == 0)
            return Expression.Never;
        var rules = new DfaRules(dfa, character, end);
        var entries = dfa.States.SelectMany(state => state.Edges.Keys).CountBy(target => target).ToDictionary();
        for (var state = 0; state < dfa.States.Count; state++)
        {
            if (state == 0 || !rules.IsStep(state, entries))
                rules._names[state] = builder.Reserve(wish);
        }
        for (var state = 0; state < dfa.States.Count; state++)
        {
            if (rules._names[state] is { } name)
                builder.Define(name, rules.From(state));
        }
        return GrammarBuilder.Reference(rules._names[0]!);
    }

    /// <summary>Whether a state is the end, or has one way in and one way out, and so needs no name.</summary>
    private bool IsStep(int state, Dictionary<int, int> entries)
    {
        var (accepts, edges) = _dfa.States[state];
        return accepts ? edges.Count == 0 : entries.GetValueOrDefault(state) == 1 && edges.Count == 1 && !edges.ContainsKey(state);
    }

    private Expression From(int state)
    {
        var ways = _dfa.States[state].Edges.Select(edge => Way(edge.Value, edge.Key));
        return Expression.Choice(_dfa.States[state].Accepts ? ways.Append(_end) : ways);
    }

    private Expression Way(CharacterSet set, int target)
    {
        var parts = new List<Expression> { _character(set) };
        while (_names[target] is null)
        {
            var (accepts, edges) = _dfa.States[target];
            if (accepts)
                return Expression.Sequence([.. parts, _end]);
            (target, set) = edges.Single();
            parts.Add(_character(set));
        }
        return Expression.Sequence([.. parts, GrammarBuilder.Reference(_names[target]!)]);
    }
}
