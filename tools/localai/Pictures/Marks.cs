using System.Globalization;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Pictures;

/// <summary>What is drawn of the host's answers.</summary>
internal static class Marks
{
    /// <summary>Objects: a colour for each class, with its name and how sure it is.</summary>
    public static IReadOnlyList<Mark> Of(DetectResponse answer) =>
    [
        .. answer.Detections.Select(found => new Mark(
            found.ClassName,
            string.Create(CultureInfo.InvariantCulture, $"{found.ClassName} {found.Confidence:0.00}"),
            found.X, found.Y, found.Width, found.Height, found.Mask.Memory)),
    ];

    /// <summary>Faces: a colour for each, with its number in the table and what the model tells of it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="liveness">Whether it was asked if they are live.</param>
    public static IReadOnlyList<Mark> Of(FaceAnalyzeResponse answer, bool liveness) =>
    [
        .. answer.Faces.Index().Where(pair => pair.Item.Region is not null).Select(pair =>
        {
            var number = (pair.Index + 1).ToString(CultureInfo.InvariantCulture);
            var region = pair.Item.Region;
            return new Mark(number, Describe(number, pair.Item, liveness), region.X, region.Y, region.W, region.H);
        }),
    ];

    private static string Describe(string number, FaceAnalysis face, bool liveness)
    {
        string[] known =
        [
            face.DominantGender,
            face.Age > 0 ? face.Age.ToString("0", CultureInfo.InvariantCulture) : "",
            face.DominantEmotion,
            !liveness ? "" : face.IsReal ? "live" : "not live",
        ];
        var told = string.Join(", ", known.Where(text => text.Length > 0));
        return told.Length > 0 ? $"{number}: {told}" : number;
    }
}
