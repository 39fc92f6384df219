namespace LocalAI.CommandLine.Hosting;

/// <summary>Finds the model of the demo.</summary>
internal static class DemoModel
{
    private const string Shared = "../shared/models/llm/stories260K-f32.gguf";

    /// <summary>The model that ships in the repository, else the small one beside it.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static string Find(string? root)
    {
        if (root is not null && (FindShipped(root) ?? FindShared(root)) is { } found)
            return found;
        throw new UserError("There is no model for the demo; name a GGUF file with --model FILE.");
    }

    private static string? FindShipped(string root)
    {
        var models = new DirectoryInfo(Path.Combine(root, "models"));
        return models.Exists
            ? models.EnumerateFiles("*.gguf", SearchOption.AllDirectories)
                .OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.FullName, StringComparer.Ordinal).FirstOrDefault()?.FullName
            : null;
    }

    private static string? FindShared(string root) =>
        Path.GetFullPath(Path.Combine(root, Shared)) is var file && File.Exists(file) ? file : null;
}
