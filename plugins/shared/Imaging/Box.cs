namespace LocalAI.Plugins.Imaging;

/// <summary>A box by its edges, in pixels; it may reach beyond its picture.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its top edge.</param>
/// <param name="Right">Its right edge.</param>
/// <param name="Bottom">Its bottom edge.</param>
internal readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;

    public float Height => Bottom - Top;

    /// <summary>Whether all its numbers are finite and it covers anything.</summary>
    public bool IsReal => Width > 0 && Height > 0 && float.IsFinite(Width) && float.IsFinite(Height);

    /// <summary>A box by its centre and size.</summary>
    public static Box Centred(float x, float y, float width, float height) =>
        new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);

    /// <summary>The area that both cover, as a share of what either covers (intersection over union), 0..1.</summary>
    public float Overlap(in Box other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        var both = width * height;
        return both / (Width * Height + other.Width * other.Height - both);
    }

    /// <summary>The part of a picture that a box in a tensor shows, cut at the picture's edges.</summary>
    public Box InPicture(in Letterbox placement, int width, int height)
    {
        var (left, top) = placement.ToPicture(Left, Top);
        var (right, bottom) = placement.ToPicture(Right, Bottom);
        return new(Math.Clamp(left, 0, width), Math.Clamp(top, 0, height), Math.Clamp(right, 0, width), Math.Clamp(bottom, 0, height));
    }
}
