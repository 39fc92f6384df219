namespace LocalAI.Plugins.Faces.Packs;

/// <summary>The model that finds landmarks in a face.</summary>
internal sealed record AlignerPart : PackPart
{
    /// <summary>The part of the picture that it sees.</summary>
    public required CropPart Crop { get; init; }

    /// <summary>
    /// Which landmarks (from 0) have their mean in each of the five points: the eyes from the image's left, the tip of the nose, the
    /// corners of the mouth from the image's left.
    /// </summary>
    public required int[][] Points { get; init; }

    /// <inheritdoc/>
    public override string Role => "aligner";

    /// <inheritdoc/>
    public override void Check(List<string> faults)
    {
        base.Check(faults);
        Crop.Check(Role, faults);
        if (Points.Length != 5 || Points.Any(indices => indices is not { Length: > 0 } || indices.Any(index => index is < 0 or > 10_000)))
            faults.Add("aligner.points is no list of five lists of landmarks");
    }
}
