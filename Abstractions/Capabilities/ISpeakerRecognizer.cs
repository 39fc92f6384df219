using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Compares and describes voices. Audio is given by path.</summary>
public interface ISpeakerRecognizer : ICapability
{
    /// <summary>Tells whether two recordings are of one speaker.</summary>
    /// <returns><c>distance</c> = 1 − cosine similarity (0..2), <c>verified</c> when it is below <c>threshold</c>.</returns>
    Task<VoiceVerifyResponse> VoiceVerifyAsync(VoiceVerifyRequest request, CancellationToken cancellationToken);

    /// <summary>Describes the speaker: age in years, gender, emotion.</summary>
    /// <returns>Segments with start and end in seconds, scores 0..1.</returns>
    /// <exception cref="EngineException"><see cref="EngineFailure.Unsupported"/> when no asked action has a model.</exception>
    Task<VoiceAnalyzeResponse> VoiceAnalyzeAsync(VoiceAnalyzeRequest request, CancellationToken cancellationToken);

    /// <summary>Computes the voice's embedding.</summary>
    /// <returns>An L2-normalised float32 vector of the model's dimension.</returns>
    Task<VoiceEmbedResponse> VoiceEmbedAsync(VoiceEmbedRequest request, CancellationToken cancellationToken);
}
