using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Requests;

/// <summary>The folders that requests may name paths in, where the operator has named some.</summary>
/// <param name="Variable">The environment variable that names them.</param>
/// <param name="Folders">The folders; empty for any.</param>
internal sealed record AllowedRoots(string Variable, IReadOnlyList<string> Folders)
{
    /// <summary>Reads the variable: folders with the system's separator of paths between them.</summary>
    public static AllowedRoots Read(string variable, Func<string, string?> environment) => new(
        variable,
        [.. (environment(variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Path.GetFullPath)]);

    /// <summary>Makes sure that a path, and what its links lead to, is in one of them.</summary>
    /// <param name="field">The request's field.</param>
    /// <param name="path">An absolute path.</param>
    /// <exception cref="EngineException"><see cref="EngineFailure.PermissionDenied"/>: it is elsewhere.</exception>
    public void Check(string field, string path)
    {
        if (Folders.Count == 0 || Folders.Any(folder => Holds(RequestPath.Real(folder), RequestPath.Real(path))))
            return;
        throw new EngineException(EngineFailure.PermissionDenied,
            $"{field} is '{path}', outside of {string.Join(" and ", Folders)}; name a path in there, or change {Variable}.");
    }

    private static bool Holds(string folder, string path) => path == folder || RequestPath.IsWithin(path, folder);
}
