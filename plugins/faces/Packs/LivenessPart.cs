namespace LocalAI.Plugins.Faces.Packs;

/// <summary>A model that tells a face from a picture of one.</summary>
internal sealed record LivenessPart : PackPart
{
    /// <summary>The part of the picture that it sees.</summary>
    public required CropPart Crop { get; init; }

    /// <summary>Which of its classes is a live face.</summary>
    public int Live { get; init; }

    /// <inheritdoc/>
    public override string Role => "liveness";

    /// <inheritdoc/>
    public override void Check(List<string> faults)
    {
        base.Check(faults);
        Crop.Check(Role, faults);
        if (Live is < 0 or > 100)
            faults.Add("liveness.live is no class");
    }
}
