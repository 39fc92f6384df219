namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>
/// Optimised graphs on disk, so that a large model that was opened before opens sooner. For a small one writing the graph takes about as
/// long as it would ever save: on 2 cores of AMD Zen 4, the fastest tenth of 11 to 31 openings each, in milliseconds,
/// <code>
///                                       without   first, with writing   later
/// FastestDet          1.0 MB             14.0            20.1             7.3
/// DeepLab v3          2.8 MB              7.3            13.6             4.6
/// yolox_nano          3.7 MB             21.7            31.9            13.3
/// nanodet_m_320       3.8 MB             11.9            21.2             9.1
/// 200 convolutions   29.7 MB            314             466              71
/// 20 large ones     188.9 MB            422            1260             265
/// </code>
/// So graphs are kept of models from 16 MiB on, which open 150 to 250 ms sooner.
/// </summary>
internal static class OnnxCache
{
    /// <summary>Bytes of the smallest model whose graph is kept.</summary>
    public const long SmallestModel = 16 * 1024 * 1024;

    private const string Variable = "LOCALAI_ONNX_CACHE";

    /// <summary>
    /// The user's own cache folder, or what the variable <c>LOCALAI_ONNX_CACHE</c> names; null where that is 'off', or there is none.
    /// </summary>
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
