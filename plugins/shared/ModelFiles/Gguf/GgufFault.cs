using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// Makes the one sentence with which a file is refused: the file, what is wrong with which value, and the next step.
/// </summary>
internal sealed class GgufFault(string path)
{
    private const string GetAgain = "download or convert the file again";

    /// <summary>The file's name without its folder.</summary>
    public string FileName { get; } = Path.GetFileName(path);

    /// <summary>The file is damaged or no model that llama.cpp can run.</summary>
    public EngineException Refuse(string problem, string nextStep = GetAgain) =>
        new(EngineFailure.InvalidInput, $"{FileName}: {problem}; {nextStep}.");

    /// <summary>A name from the file for a message: printable and short.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length > 64 ? text[..64] + "…" : text;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c))}'";
    }
}
