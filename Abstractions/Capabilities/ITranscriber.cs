using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Writes down speech.</summary>
public interface ITranscriber : ICapability
{
    /// <summary>Transcribes the audio file <c>dst</c> (the wire's name for the input path).</summary>
    /// <returns>Segments and words with start and end in nanoseconds, the whole text, <c>duration</c> in seconds.</returns>
    Task<TranscriptResult> AudioTranscriptionAsync(TranscriptRequest request, CancellationToken cancellationToken);

    /// <summary>Transcribes while it goes.</summary>
    /// <returns>Text deltas, then one <c>final_result</c> whose text is their concatenation.</returns>
    IAsyncEnumerable<TranscriptStreamResponse> AudioTranscriptionStreamAsync(
        TranscriptRequest request, CancellationToken cancellationToken);
}
