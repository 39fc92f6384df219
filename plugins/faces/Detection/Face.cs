using System.Numerics;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Detection;

/// <summary>A face in a picture.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="Score">How sure the detector is, 0..1.</param>
/// <param name="Points">
/// The eyes from the image's left, the tip of the nose, the corners of the mouth from the image's left, in pixels; null where the detector
/// does not find them.
/// </param>
internal sealed record Face(Box Box, float Score, Vector2[]? Points);
