namespace LocalAI.Plugins.Faces.Crops;

/// <summary>How a part of a picture is cut around a face.</summary>
internal enum CropKind
{
    /// <summary>The scaled box, shrunk where the picture is too small for it, and shifted to where it does not leave it.</summary>
    Shifted,

    /// <summary>The scaled box, shrunk where the picture is too small for it, and cut off at the picture's edges.</summary>
    Clamped,

    /// <summary>From the box's top left corner on, cut off at the picture's edges.</summary>
    Corner,

    /// <summary>A square about the box's centre, black beyond the picture.</summary>
    Centred,
}
