using LocalAI.Plugins.Faces.Crops;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>Which part of a picture a model sees of a face.</summary>
internal sealed record CropPart
{
    /// <summary>How it is cut.</summary>
    public required CropKind Kind { get; init; }

    /// <summary>How many times the box.</summary>
    public float Scale { get; set; } = 1;

    /// <summary>Whether the box is first made a square of its height about its centre, within the picture, in whole pixels.</summary>
    public bool Square { get; init; }

    /// <summary>Adds what is wrong.</summary>
    public void Check(string role, List<string> faults)
    {
        if (!(Scale is >= 0.5f and <= 10))
            faults.Add($"{role}.crop.scale is not from 0.5 to 10");
    }
}
