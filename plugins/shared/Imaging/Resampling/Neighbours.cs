namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>The two neighbouring pixels that a place along a row or a column lies between.</summary>
/// <param name="First">The first; the second follows it, where the picture has more than one.</param>
/// <param name="Share">The second one's share, 0..1.</param>
internal readonly record struct Neighbours(int First, float Share)
{
    /// <summary>The neighbours of a place; a place beyond an edge is moved there.</summary>
    /// <param name="place">The place; the centre of the first pixel is 0.</param>
    /// <param name="pixels">Pixels of the row or column.</param>
    public static Neighbours At(double place, int pixels)
    {
        place = Math.Clamp(place, 0, pixels - 1);
        // The last pixel is the second of its pair, with all of the weight: so there is always a second.
        var first = Math.Min((int)place, Math.Max(pixels - 2, 0));
        return new Neighbours(first, (float)(place - first));
    }
}
