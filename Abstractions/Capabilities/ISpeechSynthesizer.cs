using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Speaks text.</summary>
public interface ISpeechSynthesizer : ICapability
{
    /// <summary>Writes a WAV (PCM 16-bit mono, 44-byte header) to the path <c>dst</c>, whole or not at all.</summary>
    Task<Result> TTSAsync(TTSRequest request, CancellationToken cancellationToken);

    /// <summary>Speaks piece by piece.</summary>
    /// <returns>
    /// First a reply whose <c>message</c> is JSON with <c>sample_rate</c> in Hz, then replies whose <c>audio</c> is 16-bit
    /// little-endian mono PCM of whole samples.
    /// </returns>
    IAsyncEnumerable<Reply> TTSStreamAsync(TTSRequest request, CancellationToken cancellationToken);
}
