using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Compresses and expands audio frames.</summary>
public interface IAudioCodec : ICapability
{
    /// <summary>Encodes 16-bit little-endian PCM of <c>sample_rate</c> Hz.</summary>
    /// <returns>The frames, the codec's rate in Hz, and the samples in a frame.</returns>
    Task<AudioEncodeResult> AudioEncodeAsync(AudioEncodeRequest request, CancellationToken cancellationToken);

    /// <summary>Decodes frames; an empty one stands for a lost packet.</summary>
    /// <returns>16-bit little-endian mono PCM, its rate in Hz, and the samples in the first frame.</returns>
    Task<AudioDecodeResult> AudioDecodeAsync(AudioDecodeRequest request, CancellationToken cancellationToken);
}
