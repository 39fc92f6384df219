using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>
/// The ways in which a text can be read by a grammar. Each is a stack of places to go on at; stacks are numbers here, of which each
/// stands for one place and the stack below, so that equal stacks have equal numbers and what follows one is found out once.
/// </summary>
internal sealed class GrammarStacks(GbnfRules rules, GrammarEffort effort)
{
    /// <summary>The stack at which the text may end.</summary>
    public const int Empty = 0;

    /// <summary>The most stacks and numbers in lists of stacks that are kept: some 30 MB.</summary>
    private const int MostKept = 1 << 21;

    private readonly List<(int Below, int Place)> _stacks = [(-1, -1)];
    private readonly Dictionary<(int Below, int Place), int> _numbers = [];
    private readonly List<int[]?> _ready = [null];
    private readonly List<int[]?> _following = [null];
    private readonly HashSet<int> _seen = [];
    private readonly Stack<int> _todo = new();
    private int[] _marks = new int[64];
    private int _mark;
    private int _listed;

    /// <summary>How much is kept, as a share of what may be.</summary>
    public double Fill => (_stacks.Count + _listed) / (double)MostKept;

    /// <summary>The stacks at the beginning of a text.</summary>
    public int[] Begin() =>
        [.. rules.Alternatives[rules.Root].SelectMany(place => Ready(rules.Elements[place].IsEnd ? Empty : Push(Empty, place))).Distinct()];

    /// <summary>Reads one character.</summary>
    /// <param name="from">The stacks before it.</param>
    /// <param name="codePoint">The character.</param>
    /// <param name="into">Takes the stacks behind it.</param>
    public void Read(ReadOnlySpan<int> from, int codePoint, List<int> into)
    {
        effort.Spend(from.Length + 1);
        _mark++;
        foreach (var stack in from)
        {
            if (stack != Empty && rules.Takes(_stacks[stack].Place, codePoint))
                AddNew(Following(stack), into);
        }
    }

    /// <summary>Keeps the stacks that can go on with a character that has only begun.</summary>
    public void ReadPart(ReadOnlySpan<int> from, Utf8Character character, List<int> into)
    {
        effort.Spend(from.Length + 1);
        foreach (var stack in from)
        {
            if (stack != Empty && rules.TakesAny(_stacks[stack].Place, character.First, character.Last))
                into.Add(stack);
        }
    }

    /// <summary>Reads a whole token where one is asked for; <paramref name="into"/> keeps what it has.</summary>
    public void ReadToken(ReadOnlySpan<int> from, int token, List<int> into)
    {
        effort.Spend(from.Length + 1);
        _mark++;
        Mark(CollectionsMarshal.AsSpan(into));
        foreach (var stack in from)
        {
            if (stack != Empty && rules.TakesToken(_stacks[stack].Place, token))
                AddNew(Following(stack), into);
        }
    }

    /// <summary>What a stack asks for next.</summary>
    public GbnfElement Next(int stack) => stack == Empty ? default : rules.Elements[_stacks[stack].Place];

    /// <summary>Takes over a stack of another such object.</summary>
    public int Copy(GrammarStacks source, int stack)
    {
        _todo.Clear();
        for (; stack != Empty; stack = source._stacks[stack].Below)
            _todo.Push(source._stacks[stack].Place);
        var copy = Empty;
        while (_todo.TryPop(out var place))
            copy = Push(copy, place);
        return copy;
    }

    /// <summary>The stacks behind the character or token that a stack asks for.</summary>
    private int[] Following(int stack)
    {
        if (_following[stack] is { } known)
            return known;
        var (below, place) = _stacks[stack];
        var following = Ready(rules.Elements[place + 1].IsEnd ? below : Push(below, place + 1));
        _following[stack] = following;
        return following;
    }

    /// <summary>What a stack becomes when its rules are entered until each asks for a character or a token.</summary>
    private int[] Ready(int stack)
    {
        if (_ready[stack] is { } known)
            return known;
        var ready = new List<int>();
        _seen.Clear();
        _todo.Clear();
        _todo.Push(stack);
        while (_todo.TryPop(out var next))
        {
            effort.Spend(1);
            if (!_seen.Add(next))
                continue;
            if (Next(next).Kind == GbnfKind.Rule)
                Enter(next);
            else
                ready.Add(next);
        }
        _listed += ready.Count;
        CheckKept();
        return _ready[stack] = [.. ready];
    }

    private void Enter(int stack)
    {
        var (below, place) = _stacks[stack];
        // Nothing is left to come back to behind a rule that ends an alternative: what repeats does not grow.
        if (!rules.Elements[place + 1].IsEnd)
            below = Push(below, place + 1);
        foreach (var alternative in rules.Alternatives[rules.Elements[place].Value])
            _todo.Push(rules.Elements[alternative].IsEnd ? below : Push(below, alternative));
    }

    private int Push(int below, int place)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, (below, place), out var isKnown);
        if (isKnown)
            return number;
        number = _stacks.Count;
        _stacks.Add((below, place));
        _ready.Add(null);
        _following.Add(null);
        CheckKept();
        return number;
    }

    private void CheckKept()
    {
        if (_stacks.Count + _listed > MostKept)
            throw GrammarEffort.TooAmbiguous();
    }

    private void AddNew(int[] stacks, List<int> into)
    {
        effort.Spend(stacks.Length);
        if (_marks.Length < _stacks.Count)
            Array.Resize(ref _marks, _stacks.Capacity);
        foreach (var stack in stacks)
        {
            if (_marks[stack] == _mark)
                continue;
            _marks[stack] = _mark;
            into.Add(stack);
        }
    }

    private void Mark(ReadOnlySpan<int> stacks)
    {
        if (_marks.Length < _stacks.Count)
            Array.Resize(ref _marks, _stacks.Capacity);
        foreach (var stack in stacks)
            _marks[stack] = _mark;
    }
}
