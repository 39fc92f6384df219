using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Talks: speech in, speech out.</summary>
public interface IConversation : ICapability
{
    /// <summary>Holds a conversation: a <c>config</c> first, then audio frames and control events.</summary>
    /// <returns>Events and 16-bit little-endian mono PCM at <c>sample_rate</c> Hz, numbered by <c>sequence</c>.</returns>
    IAsyncEnumerable<AudioToAudioResponse> AudioToAudioStreamAsync(
        IAsyncEnumerable<AudioToAudioRequest> requests, CancellationToken cancellationToken);
}
