using LocalAI.Plugins.Faces.Detection;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>The model that finds faces.</summary>
internal sealed record DetectorPart : PackPart
{
    /// <summary>What its outputs mean.</summary>
    public required DetectorFamily Family { get; init; }

    /// <summary>Its outputs by name, in the order of the family; empty for the order or the names of the family.</summary>
    public string[] Outputs { get; set; } = [];

    /// <summary>The least score of a face, 0..1.</summary>
    public float Threshold { get; set; } = 0.5f;

    /// <summary>Two boxes that overlap by more (intersection over union) are one face.</summary>
    public float Overlap { get; set; } = 0.4f;

    /// <summary>How many boxes are compared at most, the best first.</summary>
    public int Candidates { get; set; } = 5000;

    /// <inheritdoc/>
    public override string Role => "detector";

    /// <inheritdoc/>
    public override void Check(List<string> faults)
    {
        base.Check(faults);
        if (!(Threshold is > 0 and < 1))
            faults.Add("detector.threshold is not between 0 and 1");
        if (!(Overlap is > 0 and < 1))
            faults.Add("detector.overlap is not between 0 and 1");
        if (Candidates is < 1 or > 5000)
            faults.Add("detector.candidates is not from 1 to 5000");
    }
}
