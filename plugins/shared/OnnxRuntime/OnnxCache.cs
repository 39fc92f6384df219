namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>Optimised graphs on disk, so that a model that was opened before opens sooner.</summary>
internal static class OnnxCache
{
    private const string Variable = "LOCALAI_ONNX_CACHE";

    /// <summary>The user's own cache folder, or what the variable <c>LOCALAI_ONNX_CACHE</c> names; null where that is 'off', or there is none.</summary>
    public static string? DefaultFolder => FolderOf(Environment.GetEnvironmentVariable);

    /// <summary>The same in another environment.</summary>
    public static string? FolderOf(Func<string, string?> environment)
    {
        var named = environment(Variable);
        if (string.Equals(named, "off", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!string.IsNullOrEmpty(named))
            return Path.GetFullPath(named);
        return UserFolder(environment) is { } folder ? Path.Combine(folder, "localai-plugins", "onnx") : null;
    }

    // As the XDG Base Directory Specification 0.8 has it: a path that is not absolute counts for nothing.
    private static string? UserFolder(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
            return environment("LOCALAPPDATA") is { Length: > 0 } local ? local : null;
        if (environment("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache))
            return cache;
        return environment("HOME") is { } home && Path.IsPathRooted(home) ? Path.Combine(home, ".cache") : null;
    }
}
