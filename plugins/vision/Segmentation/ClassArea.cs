namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>The pixels of a picture that are of one class.</summary>
internal struct ClassArea
{
    public long Pixels { get; private set; }

    public int Left { get; private set; }

    public int Top { get; private set; }

    public int Right { get; private set; }

    public int Bottom { get; private set; }

    private double _sureness;

    /// <summary>The mean probability of the class at its pixels.</summary>
    public readonly float Confidence => (float)(_sureness / Pixels);

    /// <summary>Adds a pixel.</summary>
    public void Add(int x, int y, float probability)
    {
        if (Pixels++ == 0)
            (Left, Top, Right, Bottom) = (x, y, x + 1, y + 1);
        Left = Math.Min(Left, x);
        Right = Math.Max(Right, x + 1);
        Bottom = Math.Max(Bottom, y + 1);
        _sureness += probability;
    }
}
