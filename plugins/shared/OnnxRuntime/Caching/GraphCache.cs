using LocalAI.Plugins.Abstractions;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.OnnxRuntime.Caching;

/// <summary>
/// Optimised graphs in a folder, each named by what it depends on and by a hash of itself. Whatever is wrong with the folder is one line in
/// the log, and models open as if there were none.
/// <para>
/// They are of the highest level, with the layout for the vectors of this processor, and are opened as they are. Without that layout
/// yolox_nano takes 17 ms a run instead of 13.
/// </para>
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="logger">Hears what is wrong with it.</param>
/// <param name="mostBytes">Bytes that may be kept; the longest unused go first.</param>
internal sealed partial class GraphCache(string folder, ILogger logger, long mostBytes = 4L * 1024 * 1024 * 1024)
{
    private const string Partial = ".part";

    /// <summary>The graph has to fit into a protobuf message, of 2 GiB at most, and into the cache a few times.</summary>
    private const long LargestModel = 1024 * 1024 * 1024;

    /// <summary>The cache for a model; null where it is not for keeping.</summary>
    public static GraphCache? For(string path, OnnxFile file, OnnxSettings settings)
    {
        // Graphs for other devices have parts that cannot be written; weights in files of their own would be copied into the graph.
        var isKept = settings.CacheFolder is not null && settings.Device.Kind == DeviceKind.Cpu && file.WeightFiles.Count == 0
            && new FileInfo(path).Length is var bytes && bytes >= settings.CacheFrom && bytes <= LargestModel;
        return isKept ? new GraphCache(settings.CacheFolder!, settings.Logger) : null;
    }

    /// <summary>The name of what a model becomes on this machine; null where the model cannot be read.</summary>
    public string? KeyOf(string path) => Try<string?>(() => GraphKey.Of(path));

    /// <summary>A kept graph that is whole; null where there is none.</summary>
    public string? Find(string key) => Try<string?>(() =>
    {
        if (!Directory.Exists(folder))
            return null;
        foreach (var path in Directory.EnumerateFiles(folder, $"{key}-*.onnx"))
        {
            if (!Path.GetFileNameWithoutExtension(path).EndsWith($"-{GraphKey.HashOf(path)}", StringComparison.Ordinal))
            {
                Drop(path, "it is damaged");
                continue;
            }
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return path;
        }
        return null;
    });

    /// <summary>Where the library is to write a graph, to be given to <see cref="Keep"/>; null where nothing can be written.</summary>
    public string? Stage(string key) => Try<string?>(() =>
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, $"{key}.{Guid.NewGuid().ToString("N")[..8]}{Partial}");
        File.Create(path).Dispose();
        return path;
    });

    /// <summary>Gives a graph that the library has written its name, and makes room for it.</summary>
    public void Keep(string key, string staged) => Try(() =>
    {
        File.Move(staged, Path.Combine(folder, $"{key}-{GraphKey.HashOf(staged)}.onnx"), overwrite: true);
        Trim();
        return true;
    });

    /// <summary>Removes what was staged and not written.</summary>
    public void Discard(string staged) => Try(() =>
    {
        File.Delete(staged);
        return true;
    });

    /// <summary>Says that a graph could not be written.</summary>
    public void Report(string reason) => LogUnusable(logger, folder, reason);

    /// <summary>Removes a graph that is of no use.</summary>
    public void Drop(string path, string reason)
    {
        LogDropped(logger, path, reason);
        Discard(path);
    }

    private void Trim()
    {
        var files = new DirectoryInfo(folder).EnumerateFiles().ToList();
        // Whoever was to write them is gone.
        foreach (var left in files.Where(file => file.Extension == Partial && file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1)))
            left.Delete();
        var kept = 0L;
        foreach (var file in files.Where(file => file.Extension == ".onnx").OrderByDescending(file => file.LastWriteTimeUtc))
        {
            kept += file.Length;
            if (kept > mostBytes)
                file.Delete();
        }
    }

    private T? Try<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            LogUnusable(logger, folder, e.Message);
            return default;
        }
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Information, Message = "Optimised graphs are not kept in {Folder}: {Reason}")]
    private static partial void LogUnusable(ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information, Message = "The optimised graph {Path} is removed: {Reason}")]
    private static partial void LogDropped(ILogger logger, string path, string reason);
}
