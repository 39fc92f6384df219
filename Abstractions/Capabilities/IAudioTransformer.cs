using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Cleans, separates or converts audio.</summary>
public interface IAudioTransformer : ICapability
{
    /// <summary>Transforms the file <c>audio_path</c> and writes a WAV to <c>dst</c>, whole or not at all.</summary>
    /// <returns>The rate in Hz and the frames per channel that were written.</returns>
    Task<AudioTransformResult> AudioTransformAsync(AudioTransformRequest request, CancellationToken cancellationToken);

    /// <summary>Transforms audio as it arrives: a <c>config</c> first, then frames.</summary>
    /// <returns>One frame out for each frame in, in the configured sample format.</returns>
    IAsyncEnumerable<AudioTransformFrameResponse> AudioTransformStreamAsync(
        IAsyncEnumerable<AudioTransformFrameRequest> requests, CancellationToken cancellationToken);
}
