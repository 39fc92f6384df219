using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging.Reading;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Imaging;

/// <summary>
/// Reads the images of requests: a path, base64 (standard or URL-safe, with or without spaces), or a data URI. Base64 of a JPEG begins
/// with a slash as a path does, so what counts is whether the decoded bytes begin as an image does.
/// </summary>
internal static unsafe class PictureReader
{
    /// <summary>Reads and decodes an image.</summary>
    /// <param name="field">The request's field.</param>
    /// <param name="source">What it says.</param>
    /// <param name="roots">The folders that a path may lie in.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="threads">Threads that decoding may use.</param>
    /// <exception cref="EngineException">
    /// <see cref="EngineFailure.InvalidInput"/>: empty, too large, or no image that can be decoded; <see cref="EngineFailure.NotFound"/>:
    /// a path where nothing is; <see cref="EngineFailure.PermissionDenied"/>: a path outside of the folders.
    /// </exception>
    public static Picture Read(string field, string source, AllowedRoots roots, PictureLimits limits, int threads = 1)
    {
        using var image = Bytes(field, source.AsSpan().Trim(), roots, limits);
        return PictureDecoder.Decode(field, image.Pointer, image.Length, limits, threads);
    }

    private static EncodedImage Bytes(string field, ReadOnlySpan<char> text, AllowedRoots roots, PictureLimits limits)
    {
        if (text.IsEmpty)
            throw new EngineException(EngineFailure.InvalidInput, $"{field} is empty; send an image as base64, or the path of one.");
        if (DataUri.Is(text))
            return FromBase64(field, DataUri.Payload(field, text), limits);
        return Base64Text.Format(text) is null
            ? ImageFile.Read(field, ImagePath.Full(field, text, roots), limits)
            : FromBase64(field, text, limits);
    }

    private static EncodedImage FromBase64(string field, ReadOnlySpan<char> text, PictureLimits limits)
    {
        limits.CheckBytes(field, Base64Text.Bytes(text));
        return Base64Text.Decode(text) ?? throw new EngineException(EngineFailure.InvalidInput,
            $"{field} is '{ShownText.Of(text)}', which is no valid base64; send the image again.");
    }
}
