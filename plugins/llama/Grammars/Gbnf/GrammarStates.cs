using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>
/// The lists of stacks met while many texts are tried, as states of an automaton that is found out as far as it is needed: most of a
/// vocabulary is then a look into a table for each byte.
/// </summary>
internal sealed class GrammarStates(CharacterClasses classes, GrammarStacks stacks, GrammarEffort effort)
{
    /// <summary>The state of a text that the grammar does not allow.</summary>
    public const int Dead = -1;

    /// <summary>The most numbers that are kept, 4 MB of them; and how many of them are worth one step to clear.</summary>
    private const int MostKept = 1 << 20;
    private const int ClearedPerStep = 16;

    private const int Unknown = 0;

    private readonly Dictionary<int[], int> _numbers = new(new SameStacks());
    private readonly List<(int[] Stacks, int[]? Next)> _states = [([], null)];
    private readonly List<int> _buffer = [];
    private int _kept;

    /// <summary>Whether it is time for <see cref="Keep"/>.</summary>
    public bool IsFull => _kept > MostKept;

    /// <summary>The state of a list of stacks.</summary>
    public int Find(ReadOnlySpan<int> list)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<int>>();
        if (numbers.TryGetValue(list, out var known))
            return known;
        var state = _states.Count;
        _states.Add((list.ToArray(), null));
        _kept += list.Length + 1;
        return numbers[list] = state;
    }

    /// <summary>The state behind a character.</summary>
    public int Read(int state, int codePoint)
    {
        var (from, next) = _states[state];
        if (next is null)
        {
            effort.Spend(classes.Count / ClearedPerStep);
            next = new int[classes.Count];
            _kept += next.Length;
            _states[state] = (from, next);
        }
        ref var target = ref next[classes.Of(codePoint)];
        if (target == Unknown)
        {
            _buffer.Clear();
            stacks.Read(from, codePoint, _buffer);
            target = _buffer.Count == 0 ? Dead : Find(CollectionsMarshal.AsSpan(_buffer));
        }
        return target;
    }

    /// <summary>Whether a state can go on with a character that has only begun.</summary>
    public bool TakesPart(int state, Utf8Character character)
    {
        _buffer.Clear();
        stacks.ReadPart(_states[state].Stacks, character, _buffer);
        return _buffer.Count > 0;
    }

    /// <summary>Forgets all states but some, which get new numbers.</summary>
    public void Keep(Span<int> states)
    {
        int[][] lists = [.. states.ToArray().Select(state => _states[state].Stacks)];
        _numbers.Clear();
        _states.RemoveRange(1, _states.Count - 1);
        _kept = 0;
        for (var index = 0; index < lists.Length; index++)
            states[index] = Find(lists[index]);
    }

    private sealed class SameStacks : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] int[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(alternate));
            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}
