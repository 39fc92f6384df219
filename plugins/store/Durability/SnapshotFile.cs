using LocalAI.Plugins.Store.Rows;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// Writes all rows into a file: beside, brought to the disk, and only then under its name, so that a snapshot that is there is whole.
/// </summary>
internal sealed class SnapshotFile
{
    private const int ChunkBytes = 1024 * 1024;

    private readonly FileHeader _header;
    private readonly Snapshot _rows;
    private readonly SafeFileHandle _handle;
    private readonly FrameBuilder _builder = new();
    private readonly List<int> _chunk = [];
    private long _length;

    private SnapshotFile(SafeFileHandle handle, FileHeader header, Snapshot rows)
    {
        _handle = handle;
        _header = header;
        _rows = rows;
    }

    /// <summary>Writes a snapshot.</summary>
    /// <returns>Its bytes.</returns>
    /// <exception cref="IOException">It cannot be written; then it is not there.</exception>
    public static long Write(
        string folder, FileHeader header, Snapshot rows, Action<SafeFileHandle> flush, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName.Of(FileKind.Snapshot, header.Sequence));
        var part = path + FileName.Part;
        try
        {
            using var handle = File.OpenHandle(part, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
            var file = new SnapshotFile(handle, header, rows);
            file.WriteAll(cancellationToken);
            flush(handle);
            File.Move(part, path);
            // .NET opens no folder to flush it. The file systems that keep a journal bring a file's name to the disk with the file,
            // the new name after a rename too; logs that this snapshot supersedes are deleted after that.
            flush(handle);
            return file._length;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private void WriteAll(CancellationToken cancellationToken)
    {
        var header = _header.ToBytes();
        RandomAccess.Write(_handle, header, 0);
        _length = header.Length;
        long keyBytes = (_rows.Layout?.Dimension ?? 0) * sizeof(float);
        long bytes = 0;
        for (var row = 0; row < _rows.Rows; row++)
        {
            if (!_rows.Shows(row))
                continue;
            var rowBytes = keyBytes + _rows.Value(row).Length;
            // A row that was in a frame fits into one alone.
            if (bytes + rowBytes > ChunkBytes && _chunk.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteChunk();
                bytes = 0;
            }
            _chunk.Add(row);
            bytes += rowBytes;
        }
        if (_chunk.Count > 0)
            WriteChunk();
        WriteFrame(FrameKind.End, _rows.Live, 0);
    }

    private void WriteChunk()
    {
        WriteFrame(FrameKind.Set, _chunk.Count, _chunk.Sum(row => (long)_rows.Value(row).Length));
        _chunk.Clear();
    }

    private void WriteFrame(FrameKind kind, int count, long valueBytes)
    {
        _builder.Begin(kind, _rows.Layout?.Dimension ?? 0, count, valueBytes);
        using var append = new FrameAppend(_handle, _builder, FileKind.Snapshot, _header.Sequence, _length, flushed: true);
        foreach (var row in _chunk)
            _builder.Add(_rows.Key(row), _rows.Value(row).Span);
        _length += append.Complete();
    }
}
