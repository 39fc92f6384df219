using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Imaging;

/// <summary>Decodes JPEG, PNG, WebP, BMP and the first frame of GIF, turned as EXIF says; transparency is ignored, grey becomes colour.</summary>
internal static class PictureDecoder
{
    /// <summary>Decodes an image.</summary>
    /// <param name="field">The request's field, for what is said when it cannot be.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="EngineException"><see cref="EngineFailure.InvalidInput"/>: it is too large, not whole, or no image.</exception>
    public static Picture Decode(string field, ReadOnlyMemory<byte> bytes, PictureLimits limits) => throw new NotImplementedException();
}
