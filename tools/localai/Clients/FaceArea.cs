using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>A box around a face in JSON, in pixels of the turned image.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="W">Its width.</param>
/// <param name="H">Its height.</param>
internal sealed record FaceArea(float X, float Y, float W, float H)
{
    /// <summary>Reads the host's; null where it gave none.</summary>
    public static FaceArea? Of(FacialArea? area) => area is null ? null : new FaceArea(area.X, area.Y, area.W, area.H);
}
