namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>
/// Finds a rule that can begin with itself and go on behind that, so that whoever follows it never comes to a character. Rules that
/// match nothing count as not there, which llama.cpp's check overlooks; and a rule that only ends with itself, such as what
/// <c>("a"?)*</c> becomes, does no harm.
/// </summary>
internal static class LeftRecursion
{
    /// <returns>One such rule, null for none.</returns>
    public static int? Find(GbnfRules rules)
    {
        var empty = Nullable(rules);
        var edges = new List<(int Rule, bool GoesOn)>[rules.Alternatives.Length];
        for (var rule = 0; rule < edges.Length; rule++)
            edges[rule] = [.. Beginnings(rules, rule, empty)];
        var circles = Circles(edges);
        for (var rule = 0; rule < edges.Length; rule++)
        {
            if (edges[rule].Any(edge => edge.GoesOn && circles[edge.Rule] == circles[rule]))
                return rule;
        }
        return null;
    }

    /// <summary>The rules that match the empty text.</summary>
    private static bool[] Nullable(GbnfRules rules)
    {
        var empty = new bool[rules.Alternatives.Length];
        var users = new List<(int Rule, int Alternative)>[empty.Length];
        // How many references each alternative still waits for; one with anything else in it waits for ever.
        var waiting = new Dictionary<int, int>();
        var todo = new Queue<int>();
        for (var rule = 0; rule < empty.Length; rule++)
        {
            foreach (var alternative in rules.Alternatives[rule])
            {
                var end = alternative;
                while (rules.Elements[end].Kind == GbnfKind.Rule)
                    end++;
                if (!rules.Elements[end].IsEnd)
                    continue;
                waiting[alternative] = end - alternative;
                for (var at = alternative; at < end; at++)
                    (users[rules.Elements[at].Value] ??= []).Add((rule, alternative));
                if (end == alternative)
                    Found(rule);
            }
        }
        while (todo.TryDequeue(out var found))
        {
            foreach (var (rule, alternative) in users[found] ?? [])
            {
                if (--waiting[alternative] == 0)
                    Found(rule);
            }
        }
        return empty;

        void Found(int rule)
        {
            if (empty[rule])
                return;
            empty[rule] = true;
            todo.Enqueue(rule);
        }
    }

    /// <summary>The rules that a rule can begin with, and whether anything follows them there.</summary>
    private static IEnumerable<(int Rule, bool GoesOn)> Beginnings(GbnfRules rules, int rule, bool[] empty)
    {
        foreach (var alternative in rules.Alternatives[rule])
        {
            for (var at = alternative; rules.Elements[at] is { Kind: GbnfKind.Rule, Value: var first }; at++)
            {
                yield return (first, !rules.Elements[at + 1].IsEnd);
                if (!empty[first])
                    break;
            }
        }
    }

    /// <summary>Numbers the strongly connected components (Tarjan's way, without recursion: chains can be very long).</summary>
    private static int[] Circles(List<(int Rule, bool GoesOn)>[] edges)
    {
        var circles = new int[edges.Length];
        var order = new int[edges.Length];
        var low = new int[edges.Length];
        var next = new int[edges.Length];
        var open = new Stack<int>();
        var path = new Stack<int>();
        var (visited, found) = (0, 0);
        for (var start = 0; start < edges.Length; start++)
        {
            if (order[start] == 0)
                Enter(start);
            while (path.TryPeek(out var rule))
            {
                if (next[rule] < edges[rule].Count)
                {
                    var target = edges[rule][next[rule]++].Rule;
                    if (order[target] == 0)
                        Enter(target);
                    else if (circles[target] == 0)
                        low[rule] = Math.Min(low[rule], order[target]);
                    continue;
                }
                path.Pop();
                if (path.TryPeek(out var caller))
                    low[caller] = Math.Min(low[caller], low[rule]);
                if (low[rule] == order[rule])
                    Close(rule);
            }
        }
        return circles;

        void Enter(int rule)
        {
            order[rule] = low[rule] = ++visited;
            open.Push(rule);
            path.Push(rule);
        }

        void Close(int rule)
        {
            found++;
            int member;
            do
            {
                member = open.Pop();
                circles[member] = found;
            }
            while (member != rule);
        }
    }
}
