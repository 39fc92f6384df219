using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Finds a file that a load names beside the model: a draft model, an adapter.</summary>
internal static class SidePath
{
    /// <summary>
    /// The absolute path. A relative one counts from a folder and may not leave it; an absolute one is LocalAI's, which has
    /// joined it with the models folder. Adds a fault when it cannot be used.
    /// </summary>
    public static string Resolve(string field, string name, string folder, ICollection<string> faults)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add($"{field} is {GgufFault.Quote(name)}, expected a path without control characters");
            return "";
        }
        var root = Path.GetFullPath(folder.Length > 0 && !folder.Contains('\0', StringComparison.Ordinal) ? folder : ".");
        var path = Path.GetFullPath(name, root);
        if (!Path.IsPathRooted(name) && !IsWithin(path, root))
            faults.Add($"{field} is {GgufFault.Quote(name)}, which leaves its folder, expected a path within it");
        return path;
    }

    /// <summary>Whether a path lies below a folder; both are absolute.</summary>
    public static bool IsWithin(string path, string folder) =>
        path.StartsWith(
            Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
