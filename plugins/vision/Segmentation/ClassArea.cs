namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>The pixels of a picture that are of one class.</summary>
internal struct ClassArea
{
    private double _sureness;

    public long Pixels { get; private set; }

    public int Left { get; private set; }

    public int Top { get; private set; }

    public int Right { get; private set; }

    public int Bottom { get; private set; }

    /// <summary>The mean probability of the class at its pixels.</summary>
    public readonly float Confidence => (float)(_sureness / Pixels);

    /// <summary>Adds pixels that lie side by side.</summary>
    /// <param name="left">The first one's column.</param>
    /// <param name="right">The column behind the last.</param>
    /// <param name="y">Their row; never above one that was added before.</param>
    /// <param name="probabilities">The sum of the class's probabilities at them.</param>
    public void Add(int left, int right, int y, double probabilities)
    {
        if (Pixels == 0)
            (Left, Top, Right) = (left, y, right);
        Left = Math.Min(Left, left);
        Right = Math.Max(Right, right);
        Bottom = y + 1;
        Pixels += right - left;
        _sureness += probabilities;
    }
}
