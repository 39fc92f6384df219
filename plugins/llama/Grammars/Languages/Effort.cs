using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>
/// What may be spent on the schemas of one grammar: a short pattern can ask for more states than there is time to look at.
/// </summary>
/// <param name="field">The field of the request that holds them, for the message.</param>
internal sealed class Effort(string field)
{
    /// <summary>Steps of about 100 ns.</summary>
    private const long Most = 10_000_000;

    private long _spent;

    /// <exception cref="EngineException">All has been spent.</exception>
    public void Spend(long steps)
    {
        _spent += steps;
        if (_spent > Most)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The JSON schema in {field} takes too long to become a grammar; simplify its patterns or the schemas it combines.");
        }
    }
}
