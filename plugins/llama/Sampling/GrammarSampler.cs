using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Gbnf;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>
/// Holds a generation to its grammar, from the start or from a trigger on. llama.cpp has a sampler for this, which ends the process or
/// never returns for some grammars, and for text behind a trigger that the grammar refuses.
/// </summary>
internal sealed class GrammarSampler
{
    private readonly GrammarMatcher _matcher;
    private readonly Vocabulary _vocabulary;
    private readonly TriggerSearch? _search;
    private readonly int[] _wordsBefore = [];
    private readonly bool[] _allowed;
    private (int Token, GrammarPlace Place)? _asked;

    private GrammarSampler(GrammarSettings settings, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _allowed = new bool[vocabulary.Size];
        _matcher = new GrammarMatcher(GbnfParser.Parse(settings.Text, settings.Root, vocabulary.TokenOf), vocabulary.Sorted);
        if (!settings.IsLazy)
            return;
        IsWaiting = true;
        _search = new TriggerSearch(settings.Triggers);
        _wordsBefore = [.. settings.Triggers.Select(trigger => Encoding.UTF8.GetBytes(trigger.Word))
            .Select(word => _matcher.After(word) is not null ? 0 : word.Length)];
    }

    /// <summary>Whether the trigger has not come yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <returns>Null when there is no grammar.</returns>
    /// <exception cref="EngineException">The grammar cannot be used.</exception>
    public static GrammarSampler? Create(GrammarSettings settings, Vocabulary vocabulary) =>
        settings.IsEmpty ? null : new GrammarSampler(settings, vocabulary);

    /// <summary>Whether a token may come next. To be asked before <see cref="Accept"/>.</summary>
    /// <exception cref="EngineException">The grammar takes too much to follow.</exception>
    public bool Allows(int token)
    {
        _asked = null;
        if (IsWaiting)
        {
            if (_search!.Find(_vocabulary.SpelledPiece(token)) is not var (word, text))
                return true;
            return Asked(token, _matcher.After(text.AsSpan(_wordsBefore[word])));
        }
        return Asked(token, _vocabulary.IsEndOfGeneration(token)
            ? _matcher.Place.MayEnd ? _matcher.Place : null
            : _matcher.After(token, _vocabulary.SpelledPiece(token)));
    }

    /// <summary>Takes away the tokens that may not come next; none while the trigger has not come.</summary>
    /// <exception cref="EngineException">The grammar takes too much to follow.</exception>
    public void Apply(Span<NativeTokenData> candidates)
    {
        if (IsWaiting)
            return;
        _matcher.FindAllowed(_allowed);
        foreach (var end in _vocabulary.EndTokens)
            _allowed[end] = _matcher.Place.MayEnd;
        foreach (ref var candidate in candidates)
        {
            if (!_allowed[candidate.Id])
                candidate.Logit = float.NegativeInfinity;
        }
    }

    /// <summary>Goes on behind a token that is allowed.</summary>
    public void Accept(int token)
    {
        var isKnown = _asked?.Token == token || (!IsWaiting && Allows(token));
        if (isKnown)
        {
            _matcher.MoveTo(_asked!.Value.Place);
            IsWaiting = false;
        }
        else if (IsWaiting)
        {
            _matcher.MoveTo(_matcher.Place);
            _search!.Append(_vocabulary.SpelledPiece(token));
        }
        else
        {
            throw new InvalidOperationException($"The grammar does not allow token {token}.");
        }
        _asked = null;
    }

    private bool Asked(int token, GrammarPlace? place)
    {
        _asked = place is null ? null : (token, place);
        return place is not null;
    }
}
