using System.Globalization;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Faces of an image for people.</summary>
internal static class FaceAnalysisView
{
    /// <param name="terminal">Where.</param>
    /// <param name="faces">The faces.</param>
    /// <param name="liveness">Whether it was asked if they are live.</param>
    public static void Write(Terminal terminal, IReadOnlyList<FaceAnalysis> faces, bool liveness)
    {
        if (faces.Count == 0)
        {
            terminal.WriteNote("No face was found.");
            return;
        }
        var table = Tables.Create(
            terminal.Console, ["#", "age", "gender", "emotion", "confidence", "face", .. liveness ? (string[])["live"] : []]);
        foreach (var (i, face) in faces.Index())
        {
            table.AddRow(
            [
                (i + 1).ToString(CultureInfo.InvariantCulture),
                Age(face),
                Tables.Cell(BoxText.Name(face.DominantGender)),
                Tables.Cell(BoxText.Name(face.DominantEmotion)),
                BoxText.Score(face.FaceConfidence),
                BoxText.Of(face.Region),
                .. liveness ? (string[])[BoxText.Live(face.IsReal, face.AntispoofScore)] : [],
            ]);
        }
        terminal.Console.Write(table);
    }

    /// <summary>Years; 0 means that the model does not tell.</summary>
    internal static string Age(FaceAnalysis face) => face.Age > 0 ? face.Age.ToString("0", CultureInfo.InvariantCulture) : BoxText.Nothing;
}
