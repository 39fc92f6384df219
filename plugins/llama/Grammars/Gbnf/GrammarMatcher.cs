using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>
/// Reads the text of one generation by a grammar, token by token. The same texts pass as in llama.cpp, but equal ways are never
/// followed twice and the effort is bounded, where llama.cpp can take for ever or end the process.
/// </summary>
internal sealed class GrammarMatcher
{
    /// <summary>From here on, what no longer leads anywhere is dropped between two tokens.</summary>
    private const double WorthTidying = 0.25;

    private readonly GbnfRules _rules;
    private readonly SortedPieces _pieces;
    private readonly GrammarEffort _effort;
    private readonly List<int> _buffer = [];
    private readonly CharacterClasses _classes;
    private GrammarStacks _stacks;
    private GrammarStates _states;

    /// <exception cref="Abstractions.EngineException">Following the grammar takes too much.</exception>
    public GrammarMatcher(GbnfRules rules, SortedPieces pieces)
    {
        (_rules, _pieces) = (rules, pieces);
        _effort = new GrammarEffort(pieces.Length);
        _classes = new CharacterClasses(rules);
        _stacks = new GrammarStacks(rules, _effort);
        _states = new GrammarStates(_classes, _stacks, _effort);
        Place = new GrammarPlace(_stacks.Begin(), default);
    }

    /// <summary>Where the text has come to.</summary>
    public GrammarPlace Place { get; private set; }

    /// <summary>Goes on from a place that <see cref="After(ReadOnlySpan{byte})"/> found.</summary>
    public void MoveTo(GrammarPlace place)
    {
        _effort.Refill();
        Place = _stacks.Fill < WorthTidying ? place : Tidy(place);
    }

    /// <summary>Where some more text leads to; null when the grammar does not allow it.</summary>
    public GrammarPlace? After(ReadOnlySpan<byte> text)
    {
        var character = Read(text);
        return _buffer.Count > 0 ? new GrammarPlace([.. _buffer], character) : null;
    }

    /// <summary>Where a token that is not the end leads to; null when the grammar does not allow it.</summary>
    public GrammarPlace? After(int token, ReadOnlySpan<byte> piece)
    {
        var character = Read(piece);
        if (piece.IsEmpty || piece.Contains((byte)0))
            _buffer.Clear();
        if (!Place.Character.IsOpen && AsksForTokens())
        {
            // What ends within a character and what ends with a whole token cannot both be gone on with.
            int[] parts = character.IsOpen ? [.. _buffer] : [];
            if (character.IsOpen)
                _buffer.Clear();
            var before = _buffer.Count;
            _stacks.ReadToken(Place.Stacks, token, _buffer);
            if (_buffer.Count > before)
                character = default;
            else
                _buffer.AddRange(parts);
        }
        return _buffer.Count > 0 ? new GrammarPlace([.. _buffer], character) : null;
    }

    /// <summary>Finds the tokens that may come next, those that end the text left out.</summary>
    /// <param name="allowed">For each token whether it may come.</param>
    public void FindAllowed(Span<bool> allowed)
    {
        allowed.Clear();
        if (!Place.Character.IsOpen)
            FindTokens(allowed);

        // The state behind each byte of a piece: pieces in order share their beginnings.
        var states = new int[_pieces.Longest + 1];
        var characters = new Utf8Character[_pieces.Longest + 1];
        (states[0], characters[0]) = (_states.Find(Place.Stacks), Place.Character);
        var failedAt = int.MaxValue;
        for (var index = 0; index < _pieces.Count; index++)
        {
            var shared = _pieces.Shared(index);
            if (shared > failedAt)
                continue;
            if (_states.IsFull)
                _states.Keep(states.AsSpan(0, shared + 1));
            failedAt = int.MaxValue;
            var piece = _pieces.Piece(index);
            for (var at = shared; at < piece.Length; at++)
            {
                var isText = characters[at].TryAppend(piece[at], out characters[at + 1], out var codePoint);
                states[at + 1] = isText ? Step(states[at], characters[at + 1], codePoint) : GrammarStates.Dead;
                if (states[at + 1] == GrammarStates.Dead)
                {
                    failedAt = at;
                    break;
                }
            }
            if (failedAt == int.MaxValue)
                allowed[_pieces.Token(index)] = true;
        }
    }

    private int Step(int state, Utf8Character character, int codePoint) =>
        codePoint >= 0 ? _states.Read(state, codePoint) : _states.TakesPart(state, character) ? state : GrammarStates.Dead;

    private void Step(ReadOnlySpan<int> from, Utf8Character character, int codePoint)
    {
        if (codePoint >= 0)
            _stacks.Read(from, codePoint, _buffer);
        else
            _stacks.ReadPart(from, character, _buffer);
    }

    /// <summary>Reads text from where the generation is; the buffer holds the stacks behind it.</summary>
    private Utf8Character Read(ReadOnlySpan<byte> text)
    {
        var (from, character) = (Place.Stacks, Place.Character);
        _buffer.Clear();
        for (var at = 0; at < text.Length; at++)
        {
            if (at > 0)
                from = [.. _buffer];
            _buffer.Clear();
            if (!character.TryAppend(text[at], out character, out var codePoint))
                break;
            Step(from, character, codePoint);
            if (_buffer.Count == 0)
                break;
        }
        if (text.IsEmpty)
            _buffer.AddRange(from);
        return character;
    }

    private bool AsksForTokens() => Array.Exists(Place.Stacks, stack => _stacks.Next(stack).Kind is GbnfKind.Token or GbnfKind.OtherToken);

    private void FindTokens(Span<bool> allowed)
    {
        foreach (var stack in Place.Stacks)
        {
            var (kind, token) = _stacks.Next(stack);
            if (kind == GbnfKind.Token && token < allowed.Length)
                allowed[token] = true;
            if (kind != GbnfKind.OtherToken)
                continue;
            _effort.Spend(allowed.Length);
            for (var other = 0; other < allowed.Length; other++)
                allowed[other] |= other != token;
        }
    }

    private GrammarPlace Tidy(GrammarPlace place)
    {
        var tidied = new GrammarStacks(_rules, _effort);
        int[] stacks = [.. place.Stacks.Select(stack => tidied.Copy(_stacks, stack))];
        _stacks = tidied;
        _states = new GrammarStates(_classes, tidied, _effort);
        return place with { Stacks = stacks };
    }
}
