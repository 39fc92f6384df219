namespace LocalAI.Plugins.Imaging;

/// <summary>A part of a picture, in pixels; its edges may lie between pixels.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its top edge.</param>
/// <param name="Width">Its width, above 0.</param>
/// <param name="Height">Its height, above 0.</param>
internal readonly record struct Region(float X, float Y, float Width, float Height)
{
    /// <summary>All of a picture.</summary>
    public static Region Of(Picture picture) => new(0, 0, picture.Width, picture.Height);
}
