using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Finds where somebody speaks.</summary>
public interface IVoiceActivity : ICapability
{
    /// <summary>Looks for speech in <c>audio</c>: mono float samples in [-1, 1] at 16 kHz.</summary>
    /// <returns>Segments with start and end in seconds from the start of the buffer.</returns>
    Task<VADResponse> VADAsync(VADRequest request, CancellationToken cancellationToken);
}
