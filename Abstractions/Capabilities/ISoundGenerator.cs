using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Makes music and sounds.</summary>
public interface ISoundGenerator : ICapability
{
    /// <summary>Writes a WAV of <c>duration</c> seconds to the path <c>dst</c>, whole or not at all.</summary>
    Task<Result> SoundGenerationAsync(SoundGenerationRequest request, CancellationToken cancellationToken);
}
