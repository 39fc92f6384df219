using System.CommandLine;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai faces</c>: compares and describes faces.</summary>
internal static class FacesCommand
{
    public static Command Create(Terminal terminal) => new("faces", "Compare faces in photos, and describe them.")
    {
        FacesVerifyCommand.Create(terminal),
        FacesAnalyzeCommand.Create(terminal),
    };
}
