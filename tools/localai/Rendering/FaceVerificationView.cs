using System.Globalization;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Whether two faces are one person's, for people.</summary>
internal static class FaceVerificationView
{
    /// <param name="terminal">Where.</param>
    /// <param name="files">The two photos.</param>
    /// <param name="answer">The host's answer.</param>
    /// <param name="liveness">Whether it was asked if the faces are live.</param>
    public static void Write(Terminal terminal, IReadOnlyList<string> files, FaceVerifyResponse answer, bool liveness)
    {
        terminal.Console.WriteLine(Describe(files, answer, liveness), new Style(decoration: Decoration.Bold));
        var table = Tables.Create(terminal.Console, ["photo", "face", .. liveness ? (string[])["live"] : []]);
        AddRow(files[0], answer.Img1Area, BoxText.Live(answer.Img1IsReal, answer.Img1AntispoofScore));
        AddRow(files[1], answer.Img2Area, BoxText.Live(answer.Img2IsReal, answer.Img2AntispoofScore));
        terminal.Console.Write(table);

        void AddRow(string file, FacialArea? area, string live) =>
            table.AddRow([Tables.Cell(file), BoxText.Of(area), .. liveness ? (string[])[live] : []]);
    }

    /// <summary>The answer in one line.</summary>
    internal static string Describe(IReadOnlyList<string> files, FaceVerifyResponse answer, bool liveness)
    {
        var isNear = answer.Distance < answer.Threshold;
        var numbers = string.Create(
            CultureInfo.InvariantCulture,
            $"distance {answer.Distance:0.000}, {(isNear ? "below" : "not below")} the threshold {answer.Threshold:0.000}; "
            + $"confidence {answer.Confidence:0.0} %");
        if (answer.Verified)
            return $"The same person: {numbers}.";
        if (!isNear)
            return $"Not the same person: {numbers}.";
        return liveness
            ? $"Not verified, for {DescribeFakes(files, answer)}: {numbers}."
            : $"Not verified: {numbers}.";
    }

    private static string DescribeFakes(IReadOnlyList<string> files, FaceVerifyResponse answer) =>
        (answer.Img1IsReal, answer.Img2IsReal) switch
        {
            (false, false) => "neither face is live",
            (false, true) => $"the face in {files[0]} is not live",
            _ => $"the face in {files[1]} is not live",
        };
}
