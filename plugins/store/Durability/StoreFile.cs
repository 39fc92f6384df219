using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>A file of a namespace's folder, open for reading, as long as it was at that moment.</summary>
internal sealed class StoreFile : IDisposable
{
    public StoreFile(string folder, FileKind kind, ulong sequence, bool isLast)
    {
        IsLast = isLast;
        Kind = kind;
        Sequence = sequence;
        Path = System.IO.Path.Combine(folder, FileName.Of(kind, sequence));
        // Another process may append to it, or delete it.
        Handle = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        Length = RandomAccess.GetLength(Handle);
    }

    /// <summary>What it is by its name.</summary>
    public FileKind Kind { get; }

    /// <summary>Its number.</summary>
    public ulong Sequence { get; }

    /// <summary>Whether it is the log that changes are written to.</summary>
    public bool IsLast { get; }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Bytes it had when it was opened.</summary>
    public long Length { get; }

    /// <summary>Its first bytes, which the header is among.</summary>
    public byte[] ReadStart()
    {
        var bytes = new byte[(int)Math.Min(Length, FileHeader.Longest)];
        return bytes[..RandomAccess.Read(Handle, bytes, 0)];
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
