using LocalAI.Plugins.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>The log that changes are written to. One writer appends; anybody may flush.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly Lock _flushing = new();
    private readonly SafeFileHandle _handle;
    private readonly Action<SafeFileHandle> _flush;
    private bool _closed;

    private LogFile(string path, ulong sequence, SafeFileHandle handle, long length, Action<SafeFileHandle> flush)
    {
        Path = path;
        Sequence = sequence;
        Length = length;
        _handle = handle;
        _flush = flush;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Its number.</summary>
    public ulong Sequence { get; }

    /// <summary>Bytes that are written; what may be behind them in the file is not part of it.</summary>
    public long Length { get; private set; }

    /// <summary>Begins a log; when it returns, a loss of power does not take it.</summary>
    /// <exception cref="IOException">It cannot be written; then it is not there.</exception>
    public static LogFile Create(string folder, FileHeader header, Action<SafeFileHandle> flush)
    {
        var path = System.IO.Path.Combine(folder, FileName.Of(FileKind.Log, header.Sequence));
        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            RandomAccess.Write(handle, header.ToBytes(), 0);
            flush(handle);
            return new LogFile(path, header.Sequence, handle, header.Length, flush);
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Goes on with a log.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="length">Bytes of it that are whole; the others are cut off.</param>
    /// <param name="flush">Brings a file to the disk.</param>
    public static LogFile Open(string folder, ulong sequence, long length, Action<SafeFileHandle> flush)
    {
        var path = System.IO.Path.Combine(folder, FileName.Of(FileKind.Log, sequence));
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            RandomAccess.SetLength(handle, length);
            // The process that wrote it may have ended before it flushed.
            flush(handle);
            return new LogFile(path, sequence, handle, length, flush);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Begins to write a frame at the end.</summary>
    /// <param name="frame">A frame that was begun.</param>
    /// <param name="flushed">Whether a flush will follow soon.</param>
    public FrameAppend Begin(FrameBuilder frame, bool flushed) => new(_handle, frame, FileKind.Log, Sequence, Length, flushed);

    /// <summary>Writes the rest of a frame.</summary>
    /// <exception cref="EngineException">It could not be written, and the file is as it was.</exception>
    /// <exception cref="IOException">It could not be written, nor what was written of it be taken back.</exception>
    public void Complete(FrameAppend append)
    {
        try
        {
            Length += append.Complete();
        }
        catch (IOException e)
        {
            TakeBack(append);
            throw FolderRefusal.NotWritten(Path, e);
        }
    }

    /// <summary>Cuts off what was written of a frame that is not completed.</summary>
    /// <exception cref="IOException">It could not be cut off.</exception>
    public void TakeBack(FrameAppend append)
    {
        append.Dispose();
        RandomAccess.SetLength(_handle, Length);
    }

    /// <summary>Brings what was written before this call to the disk.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Flush()
    {
        lock (_flushing)
        {
            // A log is flushed before it is closed.
            if (!_closed)
                _flush(_handle);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_flushing)
        {
            _closed = true;
            _handle.Dispose();
        }
    }
}
