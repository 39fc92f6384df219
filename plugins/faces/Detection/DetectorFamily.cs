namespace LocalAI.Plugins.Faces.Detection;

/// <summary>What the outputs of a detector mean.</summary>
internal enum DetectorFamily
{
    /// <summary>Probabilities and boxes that are worked out already.</summary>
    Boxes,

    /// <summary>SCRFD of InsightFace: distances from anchors, five points.</summary>
    Scrfd,

    /// <summary>YuNet of OpenCV: offsets from cells, five points.</summary>
    Yunet,
}
