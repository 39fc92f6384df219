namespace LocalAI.Plugins.Imaging;

/// <summary>Where a picture lies in a tensor of another aspect ratio.</summary>
internal enum LetterboxPlacement
{
    /// <summary>At the top left; padding is on the right and at the bottom.</summary>
    TopLeft,

    /// <summary>In the middle; an odd pixel of padding is on the right or at the bottom.</summary>
    Centre,
}
