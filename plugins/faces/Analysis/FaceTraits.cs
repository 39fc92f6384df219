namespace LocalAI.Plugins.Faces.Analysis;

/// <summary>What is told of a face.</summary>
internal sealed class FaceTraits
{
    /// <summary>Years; 0 where it is unknown.</summary>
    public float Age { get; set; }

    /// <summary>How much the face is a man's, 0..1; null where it is unknown.</summary>
    public float? Man { get; set; }

    /// <summary>The emotions with their probabilities.</summary>
    public IReadOnlyList<(string Label, float Probability)> Emotions { get; set; } = [];
}
