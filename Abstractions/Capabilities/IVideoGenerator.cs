using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Renders short videos.</summary>
public interface IVideoGenerator : ICapability
{
    /// <summary>Writes an MP4 of <c>num_frames</c> frames, <c>fps</c> a second, to the path <c>dst</c>, whole or not at all.</summary>
    /// <returns><c>success</c>, or a failure with its reason.</returns>
    Task<Result> GenerateVideoAsync(GenerateVideoRequest request, CancellationToken cancellationToken);
}
