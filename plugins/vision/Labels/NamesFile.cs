using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Vision.Labels;

/// <summary>Files with the name of one class a line.</summary>
internal static class NamesFile
{
    private const long LargestFile = 1 << 20;

    /// <summary>Reads the file that the option <c>labels</c> names.</summary>
    /// <exception cref="EngineException">It is not there, cannot be read, too large, or has no names.</exception>
    public static IReadOnlyList<string?> Read(string path)
    {
        if (!File.Exists(path))
            throw new EngineException(EngineFailure.NotFound, $"labels is '{path}', where no file is; name a file with one class a line.");
        return TryRead(path) ?? throw new EngineException(EngineFailure.InvalidInput,
            $"labels is '{path}', which cannot be read, has no names or is larger than {LargestFile >> 20} MiB; "
            + "name a file with one class a line.");
    }

    /// <summary>Reads a file that may lie beside the model; null when it does not, or is none.</summary>
    public static IReadOnlyList<string?>? TryRead(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LargestFile })
                return null;
            List<string> lines = [.. File.ReadLines(path).Select(line => line.Trim())];
            while (lines is [.., ""])
                lines.RemoveAt(lines.Count - 1);
            return lines.Count > 0 ? [.. lines.Select(line => line.Length > 0 ? line : null)] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
