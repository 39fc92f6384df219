using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Compares and describes faces.</summary>
public interface IFaceRecognizer : ICapability
{
    /// <summary>Tells whether the best face of each image is the same person.</summary>
    /// <returns>
    /// <c>distance</c> = 1 − cosine similarity (0..2), <c>verified</c> when it is below <c>threshold</c>, areas in pixels,
    /// <c>processing_time_ms</c> in milliseconds.
    /// </returns>
    /// <exception cref="EngineException"><see cref="EngineFailure.NotFound"/> when an image shows no face.</exception>
    Task<FaceVerifyResponse> FaceVerifyAsync(FaceVerifyRequest request, CancellationToken cancellationToken);

    /// <summary>Describes every face: age in years, gender, emotion, liveness.</summary>
    /// <returns>One entry a face, areas in pixels, scores 0..1. No face is an empty list.</returns>
    Task<FaceAnalyzeResponse> FaceAnalyzeAsync(FaceAnalyzeRequest request, CancellationToken cancellationToken);
}
