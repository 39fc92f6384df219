namespace LocalAI.Plugins.Faces.Detection;

/// <summary>A box in pixels of the picture; it may reach beyond it.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its top edge.</param>
/// <param name="Right">Its right edge.</param>
/// <param name="Bottom">Its bottom edge.</param>
internal readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;

    public float Height => Bottom - Top;

    /// <summary>Whether it has an extent, and edges that are numbers.</summary>
    public bool IsReal => Width > 0 && Height > 0 && float.IsFinite(Width) && float.IsFinite(Height);

    /// <summary>
    /// The square of its height about its centre, cut to the picture and to whole pixels: what the models of the default pack were made for
    /// (fr_detect.js of faceplugin-face-recognition-js). Null where nothing of it is in the picture.
    /// </summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    public Box? Square(int width, int height)
    {
        var (x, y, half) = ((Left + Right) / 2, (Top + Bottom) / 2, Height / 2);
        var square = new Box(
            MathF.Truncate(MathF.Max(x - half, 0)), MathF.Truncate(MathF.Max(y - half, 0)),
            MathF.Truncate(MathF.Min(x + half, width - 1)), MathF.Truncate(MathF.Min(y + half, height - 1)));
        return square.IsReal ? square : null;
    }
}
