using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Imaging;

/// <summary>Reads the images of requests: a path, base64 (standard or URL-safe, with or without spaces), or a data URI.</summary>
internal static class PictureReader
{
    /// <summary>Reads and decodes an image.</summary>
    /// <param name="field">The request's field.</param>
    /// <param name="source">What it says.</param>
    /// <param name="roots">The folders that a path may lie in.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="EngineException">
    /// <see cref="EngineFailure.InvalidInput"/>: empty, too large, or no image that can be decoded; <see cref="EngineFailure.NotFound"/>:
    /// a path where nothing is; <see cref="EngineFailure.PermissionDenied"/>: a path outside of the folders.
    /// </exception>
    public static Picture Read(string field, string source, AllowedRoots roots, PictureLimits limits) => throw new NotImplementedException();
}
