namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>
/// What several languages have in common, as a table: from each state, which characters lead where. No state is a dead end, and no two
/// states are alike.
/// </summary>
internal sealed class Dfa
{
    /// <summary>The most states; more would make a grammar that is slow to read.</summary>
    public const int MostStates = 16_384;

    /// <summary>The most states before those that are alike become one.</summary>
    private const int MostBuilt = 4 * MostStates;

    /// <summary>The most groups of characters that are told apart.</summary>
    private const int MostAtoms = 1024;

    private Dfa(IReadOnlyList<State> states) => States = states;

    /// <summary>The first is the start; none when no text matches.</summary>
    public IReadOnlyList<State> States { get; }

    /// <returns>Null when the table would become too large.</returns>
    public static Dfa? Build(Effort effort, params IReadOnlyList<Language> languages)
    {
        if (Partition(languages, effort) is not { } atoms)
            return null;

        var numbers = new StateNumbers<int[]>(TupleComparer.Instance);
        numbers.NumberOf([.. languages.Select(language => language.Start)]);
        var table = new List<int[]>();
        var accepts = new List<bool>();
        for (var state = 0; state < numbers.Count; state++)
        {
            effort.Spend(atoms.Count * languages.Count);
            if (numbers.Count > MostBuilt)
                return null;
            var tuple = numbers[state];
            accepts.Add(languages.Select((language, index) => language.Accepts(tuple[index])).All(accepted => accepted));
            table.Add([.. atoms.Select(atom => Step(tuple, atom.Ranges[0].First))]);
        }
        return Assemble(atoms, table, accepts, effort);

        int Step(int[] tuple, int codePoint)
        {
            var next = new int[tuple.Length];
            for (var index = 0; index < next.Length; index++)
            {
                next[index] = languages[index].Step(tuple[index], codePoint);
                if (next[index] == Language.Dead)
                    return Language.Dead;
            }
            return numbers.NumberOf(next);
        }
    }

    private static Dfa? Assemble(List<CharacterSet> atoms, List<int[]> table, List<bool> accepts, Effort effort)
    {
        var alive = Alive(table, accepts);
        if (!alive[0])
            return new Dfa([]);
        foreach (var row in table)
        {
            for (var atom = 0; atom < row.Length; atom++)
                row[atom] = row[atom] >= 0 && alive[row[atom]] ? row[atom] : Language.Dead;
        }

        var classes = Merge(table, accepts, effort);
        var numbers = new StateNumbers<int>();
        numbers.NumberOf(classes[0]);
        var representatives = new Dictionary<int, int>();
        for (var state = 0; state < table.Count; state++)
            representatives.TryAdd(classes[state], state);

        var states = new List<State>();
        for (var number = 0; number < numbers.Count; number++)
        {
            var representative = representatives[numbers[number]];
            var edges = new SortedDictionary<int, CharacterSet>();
            for (var atom = 0; atom < atoms.Count; atom++)
            {
                if (table[representative][atom] is var target and >= 0)
                {
                    var next = numbers.NumberOf(classes[target]);
                    edges[next] = edges.GetValueOrDefault(next, CharacterSet.None).Union(atoms[atom]);
                }
            }
            states.Add(new State(accepts[representative], edges));
        }
        return states.Count <= MostStates ? new Dfa(states) : null;
    }

    /// <summary>The states from which a match can still be reached.</summary>
    private static bool[] Alive(List<int[]> table, List<bool> accepts)
    {
        var origins = Enumerable.Range(0, table.Count)
            .SelectMany(state => table[state].Where(target => target >= 0).Distinct().Select(target => (target, state)))
            .ToLookup(pair => pair.target, pair => pair.state);
        var alive = new bool[table.Count];
        var todo = new Stack<int>(Enumerable.Range(0, table.Count).Where(state => accepts[state]));
        while (todo.TryPop(out var state))
        {
            if (alive[state])
                continue;
            alive[state] = true;
            foreach (var origin in origins[state])
                todo.Push(origin);
        }
        return alive;
    }

    /// <summary>Puts states that no text can tell apart into one class (Moore's refinement).</summary>
    private static int[] Merge(List<int[]> table, List<bool> accepts, Effort effort)
    {
        const int MostRounds = 64;
        var classes = accepts.Select(accepted => accepted ? 1 : 0).ToArray();
        var count = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            effort.Spend(table.Count * table[0].Length / 4);
            var numbers = new StateNumbers<int[]>(TupleComparer.Instance);
            var current = classes;
            classes = [.. Enumerable.Range(0, table.Count).Select(state => numbers.NumberOf(
                [current[state], .. table[state].Select(target => target < 0 ? Language.Dead : current[target])]))];
            if (numbers.Count == count)
                return classes;
            count = numbers.Count;
        }
        // A long chain of states needs a round for each; it has little to merge.
        return [.. Enumerable.Range(0, table.Count)];
    }

    /// <summary>The coarsest groups of characters that no language tells apart.</summary>
    private static List<CharacterSet>? Partition(IReadOnlyList<Language> languages, Effort effort)
    {
        var sets = languages.SelectMany(language => language.Alphabet).Distinct().ToList();
        var borders = sets.Append(CharacterSet.All).SelectMany(set => set.Ranges)
            .SelectMany(range => new[] { range.First, range.Last + 1 }).Distinct().Order().ToList();
        effort.Spend((long)borders.Count * sets.Count);

        var atoms = new Dictionary<string, CharacterSet>();
        for (var index = 0; index + 1 < borders.Count; index++)
        {
            var interval = CharacterSet.Range(borders[index], borders[index + 1] - 1);
            if (interval.IsEmpty)
                continue;
            var signature = new string([.. sets.Select(set => set.Contains(borders[index]) ? '1' : '0')]);
            atoms[signature] = atoms.GetValueOrDefault(signature, CharacterSet.None).Union(interval);
        }
        return atoms.Count <= MostAtoms ? [.. atoms.Values] : null;
    }

    /// <param name="Accepts">Whether the text may end here.</param>
    /// <param name="Edges">Which characters lead to which state.</param>
    internal sealed record State(bool Accepts, IReadOnlyDictionary<int, CharacterSet> Edges);

    private sealed class TupleComparer : IEqualityComparer<int[]>
    {
        public static TupleComparer Instance { get; } = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] tuple)
        {
            var hash = new HashCode();
            foreach (var number in tuple)
                hash.Add(number);
            return hash.ToHashCode();
        }
    }
}
