using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Objects in an image for people.</summary>
internal static class DetectionsView
{
    public static void Write(Terminal terminal, IReadOnlyList<Detection> detections)
    {
        if (detections.Count == 0)
        {
            terminal.WriteNote("Nothing was found; a lower --threshold finds more.");
            return;
        }
        var table = Tables.Create(terminal.Console, "class", "confidence", "box");
        foreach (var found in detections)
        {
            table.AddRow(
                Tables.Cell(BoxText.Name(found.ClassName)),
                BoxText.Score(found.Confidence),
                BoxText.Of(found.X, found.Y, found.Width, found.Height));
        }
        terminal.Console.Write(table);
    }
}
