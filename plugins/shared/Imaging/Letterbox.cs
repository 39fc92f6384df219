namespace LocalAI.Plugins.Imaging;

/// <summary>Where a picture came to lie in a tensor that keeps its aspect ratio.</summary>
/// <param name="ScaleX">Tensor pixels for each of the picture's, from left to right.</param>
/// <param name="ScaleY">The same from top to bottom; it differs by the rounding to whole pixels.</param>
/// <param name="Left">Pixels of padding on the left.</param>
/// <param name="Top">Pixels of padding on the top.</param>
internal readonly record struct Letterbox(float ScaleX, float ScaleY, float Left, float Top)
{
    /// <summary>The picture's pixel that a place in the tensor shows.</summary>
    public (float X, float Y) ToPicture(float x, float y) => ((x - Left) / ScaleX, (y - Top) / ScaleY);
}
