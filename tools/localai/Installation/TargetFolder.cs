namespace LocalAI.CommandLine.Installation;

/// <summary>Checks the folder that is to be installed into.</summary>
internal static class TargetFolder
{
    /// <summary>Creates the folder where it is missing.</summary>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="UserError">It is a file, inside the distribution, or not writable.</exception>
    public static string Prepare(string target, string distribution)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (File.Exists(folder))
            throw new UserError($"'{target}' is a file; --to takes a folder.");
        if (IsInside(folder, distribution))
            throw new UserError($"'{target}' is inside '{distribution}', which is what is installed; choose a folder outside it.");
        try
        {
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserError($"'{target}' cannot be created: {e.Message}", e);
        }
    }

    private static bool IsInside(string folder, string distribution)
    {
        var relative = Path.GetRelativePath(Resolve(distribution), Resolve(folder));
        return relative == "." || (!relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative));
    }

    // A link into dist/ is inside it too.
    private static string Resolve(string folder)
    {
        if (Directory.Exists(folder))
            return new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        return Path.GetDirectoryName(folder) is { } parent ? Path.Combine(Resolve(parent), Path.GetFileName(folder)) : folder;
    }
}
