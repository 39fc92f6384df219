using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>faces verify --json</c> prints, with the names that LocalAI's own API has.</summary>
/// <param name="Verified">Whether they are one person, and both live where that was asked.</param>
/// <param name="Distance">1 less the cosine similarity.</param>
/// <param name="Threshold">Below it they are one person.</param>
/// <param name="Confidence">Percent: 100 at distance 0, 0 from the threshold on.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Img1Area">The face of the first photo.</param>
/// <param name="Img2Area">The face of the second.</param>
/// <param name="ProcessingTimeMs">How long the engine took.</param>
/// <param name="Img1IsReal">Whether the first is live; absent where that was not asked, as the next three.</param>
/// <param name="Img1AntispoofScore">How sure that is, from 0 to 1.</param>
/// <param name="Img2IsReal">Whether the second is live.</param>
/// <param name="Img2AntispoofScore">How sure that is.</param>
internal sealed record FaceVerificationResult(
    bool Verified, float Distance, float Threshold, float Confidence, string Model, FaceArea? Img1Area, FaceArea? Img2Area,
    float ProcessingTimeMs, bool? Img1IsReal, float? Img1AntispoofScore, bool? Img2IsReal, float? Img2AntispoofScore)
{
    /// <summary>Reads the host's answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="liveness">Whether it was asked if the faces are live.</param>
    public static FaceVerificationResult Of(FaceVerifyResponse answer, bool liveness) => new(
        answer.Verified, answer.Distance, answer.Threshold, answer.Confidence, answer.Model,
        FaceArea.Of(answer.Img1Area), FaceArea.Of(answer.Img2Area), answer.ProcessingTimeMs,
        liveness ? answer.Img1IsReal : null, liveness ? answer.Img1AntispoofScore : null,
        liveness ? answer.Img2IsReal : null, liveness ? answer.Img2AntispoofScore : null);
}
