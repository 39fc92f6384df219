namespace LocalAI.Plugins.Faces.Analysis;

/// <summary>Reads the <c>actions</c> of FaceAnalyze.</summary>
internal static class WantedAttributes
{
    private const FaceAttribute All = FaceAttribute.Age | FaceAttribute.Gender | FaceAttribute.Emotion;

    /// <summary>What is wanted: all without actions; words that nobody knows, and race, ask for nothing.</summary>
    public static FaceAttribute Read(IReadOnlyCollection<string> actions) => actions.Count == 0
        ? All
        : actions.Aggregate(FaceAttribute.None, (wanted, action) => wanted | action.Trim().ToLowerInvariant() switch
        {
            "age" => FaceAttribute.Age,
            "gender" => FaceAttribute.Gender,
            "emotion" => FaceAttribute.Emotion,
            _ => FaceAttribute.None,
        });
}
