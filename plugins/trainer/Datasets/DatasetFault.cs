using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>Says what is wrong with a dataset and where.</summary>
internal static class DatasetFault
{
    /// <param name="path">The file.</param>
    /// <param name="row">The place, such as "line 1,000"; empty for the file as a whole.</param>
    /// <param name="problem">What is wrong there.</param>
    /// <param name="next">What to do about it.</param>
    public static EngineException Refuse(string path, string row, string problem, string next) => new(EngineFailure.InvalidInput,
        $"The dataset '{Path.GetFileName(path)}'{(row.Length > 0 ? $", {row}," : "")} {problem}; {next}.");
}
