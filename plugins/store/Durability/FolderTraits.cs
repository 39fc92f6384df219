using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>What tests set otherwise than it is.</summary>
internal sealed record FolderTraits
{
    /// <summary>What folders of users have.</summary>
    public static FolderTraits Default { get; } = new();

    /// <summary>Bytes of logs from which a snapshot is written, if the last one was not larger.</summary>
    public long SnapshotBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Brings a file to the disk.</summary>
    public Action<SafeFileHandle> Flush { get; init; } = RandomAccess.FlushToDisk;
}
