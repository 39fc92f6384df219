namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>The rules of a grammar that is being read: repetitions are spelled out, and their size is bounded.</summary>
internal sealed class GbnfRuleList(GbnfText text)
{
    /// <summary>The most steps of all rules together.</summary>
    private const int MostElements = 1 << 20;

    /// <summary>What a rule counts as, for the memory it needs beside its steps.</summary>
    private const int RuleCost = 8;

    private readonly List<GbnfRule> _rules = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<GbnfSet> _sets = [GbnfSet.Any];
    private long _size;

    /// <summary>The name of a rule, or of the one that it is a part of.</summary>
    public string NameOf(int rule) => _rules[rule].Name;

    /// <summary>The number of the rule of a name, which may be defined later.</summary>
    /// <param name="name">The name.</param>
    /// <param name="place">Where it stands.</param>
    public int Find(string name, int place)
    {
        if (!_numbers.TryGetValue(name, out var number))
            _numbers[name] = number = Add(name, place);
        return number;
    }

    /// <summary>A rule for a part of another.</summary>
    /// <param name="name">The other's name, for messages.</param>
    /// <param name="place">Where the part begins.</param>
    public int Add(string name, int place)
    {
        _rules.Add(new GbnfRule(name, place));
        return _rules.Count - 1;
    }

    /// <summary>A step that takes a code point of a set.</summary>
    public GbnfElement Add(GbnfSet set)
    {
        _sets.Add(set);
        return new(GbnfKind.Set, _sets.Count - 1);
    }

    /// <summary>A step that takes any code point.</summary>
    public static GbnfElement Any => new(GbnfKind.Set);

    /// <param name="rule">The rule.</param>
    /// <param name="body">Its alternatives.</param>
    public void Define(int rule, List<GbnfElement> body)
    {
        body.Add(new(GbnfKind.End));
        _size += body.Count + RuleCost;
        if (_size > MostElements)
            throw GbnfFault.Of($"is too large: spelled out, its rules have more than {MostElements} steps; give a smaller one");
        _rules[rule].Body = [.. body];
    }

    /// <summary>Spells out a repetition: <c>x{2,4}</c> is x x a, where a is x b or nothing, and b is x or nothing.</summary>
    /// <param name="name">The rule it stands in.</param>
    /// <param name="body">What the rule has so far; what repeats is at its end.</param>
    /// <param name="start">Where in the body that begins.</param>
    /// <param name="times">How often.</param>
    /// <param name="place">Where the repetition stands.</param>
    public void Repeat(string name, List<GbnfElement> body, int start, (long Least, long? Most) times, int place)
    {
        GbnfElement[] item = [.. body[start..]];
        body.RemoveRange(start, item.Length);
        if (item.Length == 0)
            return;
        var (least, most) = times;
        var optional = most - least ?? 1;
        if (Math.Max(least, optional) > MostElements
            || _size + body.Count + (item.Length * least) + ((item.Length + 3 + RuleCost) * optional) > MostElements)
        {
            throw text.Fault(
                place, "a repetition that makes it too large", $"repeat less: all rules spelled out may have {MostElements} steps");
        }

        for (var count = 0L; count < least; count++)
            body.AddRange(item);
        int? further = null;
        for (var count = 0L; count < optional; count++)
        {
            var rule = Add(name, place);
            var next = most is null ? rule : further;
            Define(rule, [.. item, .. next is { } known ? [new(GbnfKind.Rule, known)] : (GbnfElement[])[], new(GbnfKind.NextAlternative)]);
            further = rule;
        }
        if (further is { } first)
            body.Add(new(GbnfKind.Rule, first));
    }

    /// <summary>All rules, ready to be followed.</summary>
    /// <param name="root">The rule that the whole text has to match.</param>
    public GbnfRules Finish(string root)
    {
        if (_rules.Find(rule => rule.Body is null) is { } missing)
            throw text.Fault(missing.Place, $"the rule {missing.Name}, which is not there,", $"add a line {missing.Name} ::= …");
        if (!_numbers.TryGetValue(root, out var number))
            throw GbnfFault.Of($"has no rule {root}; add one such as {root} ::= \"yes\" | \"no\"");

        var elements = new List<GbnfElement>();
        var alternatives = new List<int[]>(_rules.Count);
        foreach (var rule in _rules)
        {
            var starts = new List<int> { elements.Count };
            foreach (var element in rule.Body!)
            {
                elements.Add(element);
                if (element.Kind == GbnfKind.NextAlternative)
                    starts.Add(elements.Count);
            }
            alternatives.Add([.. starts]);
        }
        var rules = new GbnfRules([.. elements], [.. _sets], [.. alternatives], number);
        if (LeftRecursion.Find(rules) is { } recursive)
        {
            throw text.Fault(_rules[recursive].Place, $"the rule {_rules[recursive].Name}, which begins with itself,",
                "move the repeated part behind what it repeats, or write it with *");
        }
        return rules;
    }
}
