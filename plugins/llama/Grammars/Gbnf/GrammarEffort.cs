using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>
/// What one generation may spend on its grammar, in steps of a few nanoseconds: enough for any grammar that can be read in a few ways at
/// a time, and a fraction of a second for one whose ways multiply. All generations wait for the one whose grammar is asked.
/// </summary>
/// <param name="vocabularyBytes">The length of all tokens together; asking about all is then worth so many steps.</param>
internal sealed class GrammarEffort(long vocabularyBytes)
{
    private const long AtOnce = 20_000_000;
    private const long LeastPerToken = 100_000;
    private const int AskedPerToken = 4;

    private long _left = AtOnce;

    /// <summary>Grants what the next token is worth.</summary>
    public void Refill() => _left = Math.Min(AtOnce, _left + Math.Max(LeastPerToken, AskedPerToken * vocabularyBytes));

    /// <exception cref="EngineException">Nothing is left.</exception>
    public void Spend(long steps)
    {
        _left -= steps;
        if (_left < 0)
            throw TooAmbiguous();
    }

    /// <summary>The refusal of a grammar that takes too long or too much memory to follow.</summary>
    public static EngineException TooAmbiguous() => new(EngineFailure.InvalidInput,
        "Grammar can be read in too many ways at once to be followed; "
        + "rewrite it so that the next characters tell which alternative holds.");
}
