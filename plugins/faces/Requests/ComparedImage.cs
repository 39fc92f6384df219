using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Requests;

/// <summary>An image of FaceVerify.</summary>
/// <param name="Picture">What it shows.</param>
/// <param name="Decoded">When it was decoded, by the system's stopwatch.</param>
/// <param name="Best">Its surest face; null where it shows none that can be compared.</param>
internal sealed record ComparedImage(Picture Picture, long Decoded, ComparedFace? Best) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Picture.Dispose();
}
