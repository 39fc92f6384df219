namespace LocalAI.Plugins.Vision.Families;

/// <summary>What rows of one cell each have, as a run of the model shows.</summary>
internal enum RowKind
{
    /// <summary>Offsets within their cell, or nothing is known.</summary>
    Offsets,

    /// <summary>Pixels of the input: YOLOX that was exported with its decoding.</summary>
    Pixels,

    /// <summary>Pixels, and the object's score is always 1: YOLOv6.</summary>
    PixelsOfSureObjects,
}
