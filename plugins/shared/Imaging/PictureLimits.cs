namespace LocalAI.Plugins.Imaging;

/// <summary>How large an image may be; checked before it is decoded.</summary>
internal sealed record PictureLimits
{
    /// <summary>What requests may hold.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>Bytes of the file.</summary>
    public long Bytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Width times height.</summary>
    public long Pixels { get; init; } = 100_000_000;
}
