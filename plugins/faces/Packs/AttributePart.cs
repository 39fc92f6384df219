using LocalAI.Plugins.Faces.Analysis;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>A model that describes a face.</summary>
internal sealed record AttributePart : PackPart
{
    /// <summary>What its outputs mean.</summary>
    public required AttributeFamily Family { get; init; }

    /// <summary>What it tells.</summary>
    public required FaceAttribute Gives { get; init; }

    /// <summary>The part of the picture that it sees.</summary>
    public required CropPart Crop { get; init; }

    /// <summary>Of <see cref="AttributeFamily.SsrNet"/>: what the end of its scale is worth, such as 101 years.</summary>
    public float Range { get; set; } = 1;

    /// <summary>Of <see cref="AttributeFamily.Labels"/>: the name of each score.</summary>
    public string[] Labels { get; set; } = [];

    /// <inheritdoc/>
    public override string Role => $"attribute {Gives}";

    /// <inheritdoc/>
    public override void Check(List<string> faults)
    {
        base.Check(faults);
        Crop.Check(Role, faults);
        var fits = Family switch
        {
            AttributeFamily.SsrNet => Gives is FaceAttribute.Age or FaceAttribute.Gender,
            AttributeFamily.GenderAge => Gives == FaceAttribute.AgeAndGender,
            _ => Gives == FaceAttribute.Emotion,
        };
        if (!fits)
            faults.Add($"the family {Family} does not give {Gives}");
        if (!float.IsFinite(Range) || Range <= 0)
            faults.Add($"{Role}.range is not above 0");
        if (Family == AttributeFamily.Labels && (Labels.Length is < 2 or > 100 || Labels.Any(string.IsNullOrEmpty)))
            faults.Add($"{Role}.labels is no list of 2 to 100 names");
    }
}
