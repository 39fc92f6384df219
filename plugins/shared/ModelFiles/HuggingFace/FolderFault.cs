using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>Makes the one sentence with which a Hugging Face folder is refused: the file, what is wrong, and the next step.</summary>
internal static class FolderFault
{
    /// <summary>A file of the folder is damaged or of a kind that cannot be converted.</summary>
    public static EngineException Refuse(string file, string problem, string nextStep = "download the model again") =>
        new(EngineFailure.InvalidInput, $"{Path.GetFileName(file)}: {problem}; {nextStep}.");
}
