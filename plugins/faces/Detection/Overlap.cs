namespace LocalAI.Plugins.Faces.Detection;

/// <summary>How the overlap of two boxes is measured: intersection over union, on different ideas of what a box covers.</summary>
internal enum Overlap
{
    /// <summary>From edge to edge.</summary>
    Plain,

    /// <summary>The right and the bottom edge are pixels of the box (InsightFace).</summary>
    Inclusive,

    /// <summary>Left, top, width and height are cut to whole numbers (OpenCV).</summary>
    Whole,
}
