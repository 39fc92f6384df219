using Google.Protobuf.Collections;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>faces analyze --json</c> prints, with the names that LocalAI's own API has.</summary>
/// <param name="Faces">The faces, the surest first.</param>
/// <param name="Output">The file with the drawing; absent where none was asked for.</param>
internal sealed record FaceAnalysisResult(IReadOnlyList<AnalyzedFace> Faces, string? Output)
{
    /// <summary>Reads the host's answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="liveness">Whether it was asked if the faces are live.</param>
    /// <param name="output">The file with the drawing.</param>
    public static FaceAnalysisResult Of(FaceAnalyzeResponse answer, bool liveness, string? output) =>
        new([.. answer.Faces.Select(face => AnalyzedFace.Of(face, liveness))], output);
}

/// <summary>One face; what the model does not tell is absent.</summary>
/// <param name="Region">Where it is.</param>
/// <param name="FaceConfidence">How sure it is that this is a face, from 0 to 1.</param>
/// <param name="Age">Years.</param>
/// <param name="DominantGender">The likeliest of the next.</param>
/// <param name="Gender">Score by label.</param>
/// <param name="DominantEmotion">The likeliest of the next.</param>
/// <param name="Emotion">Score by label.</param>
/// <param name="DominantRace">The likeliest of the next.</param>
/// <param name="Race">Score by label.</param>
/// <param name="IsReal">Whether it is live; absent where that was not asked.</param>
/// <param name="AntispoofScore">How sure that is, from 0 to 1.</param>
internal sealed record AnalyzedFace(
    FaceArea? Region, float FaceConfidence, float? Age, string? DominantGender, IReadOnlyDictionary<string, float>? Gender,
    string? DominantEmotion, IReadOnlyDictionary<string, float>? Emotion, string? DominantRace, IReadOnlyDictionary<string, float>? Race,
    bool? IsReal, float? AntispoofScore)
{
    /// <summary>Reads the host's.</summary>
    public static AnalyzedFace Of(FaceAnalysis face, bool liveness) => new(
        FaceArea.Of(face.Region), face.FaceConfidence, face.Age > 0 ? face.Age : null,
        Text(face.DominantGender), Scores(face.Gender), Text(face.DominantEmotion), Scores(face.Emotion),
        Text(face.DominantRace), Scores(face.Race), liveness ? face.IsReal : null, liveness ? face.AntispoofScore : null);

    private static string? Text(string text) => text.Length > 0 ? text : null;

    private static Dictionary<string, float>? Scores(MapField<string, float> scores) =>
        scores.Count > 0 ? new Dictionary<string, float>(scores) : null;
}
