using LocalAI.Plugins.Faces.Analysis;
using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Faces.Liveness;
using LocalAI.Plugins.Faces.Recognition;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Requests;

/// <summary>Writes what was found into the messages.</summary>
internal static class Answers
{
    private const string Man = "Man";
    private const string Woman = "Woman";

    /// <summary>A face of Detect.</summary>
    public static Protocol.Detection Detection(Face face) => new()
    {
        X = face.Box.Left,
        Y = face.Box.Top,
        Width = face.Box.Width,
        Height = face.Box.Height,
        Confidence = face.Score,
        ClassName = "face",
    };

    /// <summary>The answer of FaceVerify, without liveness.</summary>
    public static FaceVerifyResponse Verification(ComparedFace first, ComparedFace second, Comparison comparison, string model) => new()
    {
        Verified = comparison.Same,
        Distance = comparison.Distance,
        Threshold = comparison.Threshold,
        Confidence = comparison.Confidence,
        Model = model,
        Img1Area = Area(first.Face),
        Img2Area = Area(second.Face),
    };

    /// <summary>Adds liveness: what is not live is not verified.</summary>
    public static void Add(FaceVerifyResponse response, Verdict first, Verdict second)
    {
        (response.Img1IsReal, response.Img1AntispoofScore) = (first.IsReal, first.Score);
        (response.Img2IsReal, response.Img2AntispoofScore) = (second.IsReal, second.Score);
        response.Verified &= first.IsReal && second.IsReal;
    }

    /// <summary>A face of FaceAnalyze: what was asked for and can be told.</summary>
    public static FaceAnalysis Analysis(Face face, FaceTraits traits, FaceAttribute wanted, Verdict? verdict)
    {
        var analysis = new FaceAnalysis { Region = Area(face), FaceConfidence = face.Score };
        if (wanted.HasFlag(FaceAttribute.Age))
            analysis.Age = traits.Age;
        if (wanted.HasFlag(FaceAttribute.Gender) && traits.Man is { } man)
        {
            analysis.Gender[Man] = man;
            analysis.Gender[Woman] = 1 - man;
            analysis.DominantGender = man > 0.5f ? Man : Woman;
        }
        if (traits.Emotions.Count > 0)
        {
            foreach (var (label, probability) in traits.Emotions)
                analysis.Emotion[label] = probability;
            analysis.DominantEmotion = traits.Emotions.MaxBy(emotion => emotion.Probability).Label;
        }
        if (verdict is { } live)
            (analysis.IsReal, analysis.AntispoofScore) = (live.IsReal, live.Score);
        return analysis;
    }

    private static FacialArea Area(Face face) =>
        new() { X = face.Box.Left, Y = face.Box.Top, W = face.Box.Width, H = face.Box.Height };
}
