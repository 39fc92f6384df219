using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Continues a prompt or answers a conversation.</summary>
public interface ITextGenerator : ICapability
{
    /// <summary>Generates the whole answer.</summary>
    /// <returns>
    /// One reply: <c>message</c> and <c>chat_deltas</c> carry the same UTF-8 text, <c>tokens</c> and <c>prompt_tokens</c> are
    /// counts, the two timings are milliseconds.
    /// </returns>
    /// <exception cref="EngineException"><see cref="EngineFailure.InvalidInput"/> when an option is out of its range.</exception>
    Task<Reply> PredictAsync(PredictOptions request, CancellationToken cancellationToken);

    /// <summary>Generates the answer piece by piece.</summary>
    /// <returns>
    /// Replies whose <c>message</c> is the text added since the last one, never a part of a UTF-8 character; the closing reply
    /// has no text and carries the counts and timings (milliseconds).
    /// </returns>
    /// <exception cref="EngineException"><see cref="EngineFailure.InvalidInput"/> when an option is out of its range.</exception>
    IAsyncEnumerable<Reply> PredictStreamAsync(PredictOptions request, CancellationToken cancellationToken);
}
