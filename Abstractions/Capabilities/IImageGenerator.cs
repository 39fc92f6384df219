using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Draws or repaints images.</summary>
public interface IImageGenerator : ICapability
{
    /// <summary>Writes a PNG (8-bit RGB) of <c>width</c> × <c>height</c> pixels to the path <c>dst</c>, whole or not at all.</summary>
    /// <returns><c>success</c>, or a failure with its reason.</returns>
    Task<Result> GenerateImageAsync(GenerateImageRequest request, CancellationToken cancellationToken);
}
