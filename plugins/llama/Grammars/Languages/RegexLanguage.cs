namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>The texts in which a regular expression finds a match. States are sets of places in its nondeterministic automaton.</summary>
internal sealed class RegexLanguage : Language
{
    private const int MostPlaces = 20_000;

    private readonly List<Place> _places = [];
    private readonly StateNumbers<string> _numbers = new();
    private readonly List<int[]> _sets = [];
    private readonly Dictionary<(int State, int CodePoint), int> _steps = [];
    private readonly Effort _effort;
    private readonly int _accept;

    private RegexLanguage(RegexNode expression, Effort effort)
    {
        _effort = effort;
        // Any text may stand before a match and after it.
        var before = Add(CharacterSet.All);
        _places[before].Next = before;
        var first = Add();
        _places[before].Free.Add(first);
        var last = Connect(expression, first);
        _accept = Add(CharacterSet.All);
        _places[_accept].Next = _accept;
        _places[last].Free.Add(_accept);
        // The start is told apart from the same places later on, for only here the text begins.
        _numbers.NumberOf("start");
        _sets.Add(Closure([before], isStart: true, isEnd: false));
        Alphabet = [.. _places.Select(place => place.Characters).OfType<CharacterSet>().Distinct()];
    }

    public override IReadOnlyCollection<CharacterSet> Alphabet { get; }

    public override int Start => 0;

    /// <exception cref="RegexException">The expression is wrong, too large or not supported.</exception>
    public static RegexLanguage Parse(string pattern, Effort effort) => new(RegexParser.Parse(pattern), effort);

    public override int Step(int state, int codePoint)
    {
        if (_steps.TryGetValue((state, codePoint), out var known))
            return known;
        var targets = _sets[state].Where(place => _places[place].Characters?.Contains(codePoint) == true)
            .Select(place => _places[place].Next);
        var closure = Closure(targets, isStart: false, isEnd: false);
        return _steps[(state, codePoint)] = closure.Length == 0 ? Dead : NumberOf(closure);
    }

    public override bool Accepts(int state) =>
        Closure(_sets[state], isStart: state == Start, isEnd: true).Contains(_accept);

    /// <summary>Adds the places of an expression.</summary>
    /// <returns>The place behind it.</returns>
    private int Connect(RegexNode expression, int from)
    {
        switch (expression)
        {
            case RegexNode.Characters(var set):
                var read = Add(set);
                var behind = Add();
                _places[from].Free.Add(read);
                _places[read].Next = behind;
                return behind;
            case RegexNode.Sequence(var parts):
                return parts.Aggregate(from, (at, part) => Connect(part, at));
            case RegexNode.Choice(var alternatives):
                var join = Add();
                foreach (var alternative in alternatives)
                    _places[Connect(alternative, Branch(from))].Free.Add(join);
                return join;
            case RegexNode.Repeat(var item, var least, var most):
                return Repeat(item, least, most, from);
            case RegexNode.AtStart:
                var started = Add();
                _places[from].AtStart.Add(started);
                return started;
            default:
                var ended = Add();
                _places[from].AtEnd.Add(ended);
                return ended;
        }
    }

    private int Repeat(RegexNode item, int least, int? most, int from)
    {
        for (var time = 0; time < least; time++)
            from = Connect(item, from);
        var behind = Add();
        if (most is null)
        {
            var again = Branch(from);
            _places[Connect(item, again)].Free.Add(again);
            _places[again].Free.Add(behind);
            return behind;
        }
        for (var time = least; time < most; time++)
        {
            _places[from].Free.Add(behind);
            from = Connect(item, Branch(from));
        }
        _places[from].Free.Add(behind);
        return behind;
    }

    private int Branch(int from)
    {
        var place = Add();
        _places[from].Free.Add(place);
        return place;
    }

    private int Add(CharacterSet? characters = null)
    {
        if (_places.Count >= MostPlaces)
            throw new RegexException("repeats so much that it cannot be spelled out", isUnsupported: false);
        _places.Add(new Place { Characters = characters });
        return _places.Count - 1;
    }

    private int[] Closure(IEnumerable<int> places, bool isStart, bool isEnd)
    {
        var seen = new SortedSet<int>();
        var todo = new Stack<int>(places);
        while (todo.TryPop(out var index))
        {
            if (!seen.Add(index))
                continue;
            var place = _places[index];
            foreach (var next in place.Free)
                todo.Push(next);
            foreach (var next in isStart ? place.AtStart : [])
                todo.Push(next);
            foreach (var next in isEnd ? place.AtEnd : [])
                todo.Push(next);
        }
        _effort.Spend(seen.Count);
        return [.. seen.Where(index => _places[index].Matters || index == _accept)];
    }

    private int NumberOf(int[] set)
    {
        var number = _numbers.NumberOf(string.Join(',', set));
        if (number == _sets.Count)
            _sets.Add(set);
        return number;
    }

    private sealed class Place
    {
        public CharacterSet? Characters { get; init; }

        public int Next { get; set; }

        public List<int> Free { get; } = [];

        public List<int> AtStart { get; } = [];

        public List<int> AtEnd { get; } = [];

        /// <summary>Whether anything depends on being here: the others only lead on.</summary>
        public bool Matters => Characters is not null || AtStart.Count > 0 || AtEnd.Count > 0;
    }
}
