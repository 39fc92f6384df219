using LocalAI.Plugins.Abstractions;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>How models are opened.</summary>
internal sealed record OnnxSettings
{
    /// <summary>The device that the host chose; where it cannot be used, opening fails.</summary>
    public required Device Device { get; init; }

    /// <summary>Threads that one operator may use; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Where graphs are kept once they are optimised; null for nowhere.</summary>
    public string? CacheFolder { get; init; } = OnnxCache.DefaultFolder;

    /// <summary>Bytes of the smallest model whose graph is kept; see <see cref="OnnxCache"/> for the measured reason.</summary>
    public long CacheFrom { get; init; } = OnnxCache.SmallestModel;

    /// <summary>Hears what the library says.</summary>
    public required ILogger Logger { get; init; }
}
