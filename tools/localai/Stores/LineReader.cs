namespace LocalAI.CommandLine.Stores;

/// <summary>Reads lines as bytes, in memory that the next line uses again.</summary>
internal sealed class LineReader(Stream stream) : IAsyncDisposable
{
    /// <summary>The longest line, in bytes: longer than any that could be sent in one message.</summary>
    public const int Longest = 128 << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private byte[] _buffer = new byte[256 << 10];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The bytes that were read, as lines.</summary>
    public long Position { get; private set; }

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads a line, without what ends it; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is longer than <see cref="Longest"/>.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(searched + length, 1);
            if (_ended)
                return _start < _end ? Take(_end - _start, 0) : default(ReadOnlyMemory<byte>?);
            searched = _end - _start;
            MakeRoom();
            // A terminal cannot be asked to stop waiting; the thread that waits ends with the process.
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            _end += read;
            _ended = read == 0;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end < _buffer.Length)
            return;
        if (_buffer.Length >= Longest)
            throw new InvalidDataException($"the line is longer than {Longest >> 20} MiB");
        Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, Longest));
    }

    private ReadOnlyMemory<byte> Take(int length, int ending)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + ending;
        Position += length + ending;
        if (++Number == 1 && line.Span.StartsWith(ByteOrderMark))
            line = line[ByteOrderMark.Length..];
        return line.Span is [.., (byte)'\r'] ? line[..^1] : line;
    }
}
