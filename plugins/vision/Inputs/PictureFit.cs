namespace LocalAI.Plugins.Vision.Inputs;

/// <summary>How a picture of another aspect ratio comes into a model's input.</summary>
internal enum PictureFit
{
    /// <summary>Stretched over all of it.</summary>
    Stretch,

    /// <summary>In its own aspect ratio at the top left, padding on the right and at the bottom.</summary>
    TopLeft,

    /// <summary>In its own aspect ratio in the middle, padding on two sides.</summary>
    Centre,
}
