using LocalAI.Plugins.Faces.Detection;

namespace LocalAI.Plugins.Faces.Requests;

/// <summary>A face with its vector.</summary>
/// <param name="Face">The face.</param>
/// <param name="Vector">Of length 1.</param>
internal sealed record ComparedFace(Face Face, float[] Vector);
