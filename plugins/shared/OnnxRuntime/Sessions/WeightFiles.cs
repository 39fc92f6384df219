using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>
/// Files of weights that a model names must lie beside it: whoever makes a model could name any file of this machine otherwise. The library
/// checks the same, also for tensors inside of nodes; this says it in a sentence of our own.
/// </summary>
internal static class WeightFiles
{
    /// <exception cref="EngineException">One lies elsewhere, or is not there.</exception>
    public static void Check(string field, string path, OnnxFile file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var name in file.WeightFiles)
        {
            if (!IsBeside(name))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"{field} is '{path}', whose weights are said to be in '{name}', outside of its folder; put that file beside it.");
            }
            if (!File.Exists(Path.Combine(folder, name)))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"{field} is '{path}', whose weights are in '{name}', which is not beside it; download that file too.");
            }
        }
    }

    private static bool IsBeside(string name) => name.Length > 0 && !name.Any(char.IsControl) && !Path.IsPathRooted(name)
        && !name.Contains(':', StringComparison.Ordinal) && !name.Split('/', '\\').Contains("..");
}
