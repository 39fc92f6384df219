namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>How large a picture is in a tensor that keeps its aspect ratio.</summary>
internal static class FittedSize
{
    /// <summary>One side fills the tensor, the other is at least 1.</summary>
    public static (int Width, int Height) Of(int pictureWidth, int pictureHeight, int width, int height, LetterboxRounding rounding)
    {
        // In whole numbers: a ratio in floating point can fall just short of a size that comes out even.
        return (long)height * pictureWidth > (long)width * pictureHeight
            ? (width, Scaled(pictureHeight, width, pictureWidth))
            : (Scaled(pictureWidth, height, pictureHeight), height);

        int Scaled(long side, long to, long from) => (int)Math.Max(1, rounding == LetterboxRounding.Down
            ? side * to / from
            : (long)Math.Round((double)(side * to) / from, MidpointRounding.ToEven));
    }
}
