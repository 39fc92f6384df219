using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Finds objects in an image.</summary>
public interface IDetector : ICapability
{
    /// <summary>Detects objects in <c>src</c>: a path, base64 bytes or a data URI.</summary>
    /// <returns>
    /// Boxes with the top-left corner and size in pixels of the given image, confidence 0..1, and for segmentation models a PNG
    /// mask (0 background, 255 object). Nothing found is an empty list.
    /// </returns>
    Task<DetectResponse> DetectAsync(DetectOptions request, CancellationToken cancellationToken);
}
