using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Requests;

/// <summary>Paths that a request names.</summary>
internal static class RequestPath
{
    /// <summary>The absolute path.</summary>
    /// <param name="field">The request's field.</param>
    /// <param name="value">What it says.</param>
    /// <param name="expected">What it should name, such as 'the folder to write into'.</param>
    /// <exception cref="EngineException">It is empty or no path.</exception>
    public static string Full(string field, string value, string expected)
    {
        if (value.Length == 0)
            throw new EngineException(EngineFailure.InvalidInput, $"{field} is empty; name {expected}.");
        if (value.Any(char.IsControl))
            throw new EngineException(EngineFailure.InvalidInput, $"{field} has control characters; name {expected}.");
        return Path.GetFullPath(value);
    }

    /// <summary>The path behind links, so that two names of one file are seen to be one; of what is not there, the part that is.</summary>
    public static string Real(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var real = Path.Combine(Real(parent), Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
        return entry.Exists && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : real;
    }

    /// <summary>Whether a path lies below a folder; both are absolute.</summary>
    public static bool IsWithin(string path, string folder) =>
        path.StartsWith(
            Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
