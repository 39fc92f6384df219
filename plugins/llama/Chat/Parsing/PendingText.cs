namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Text of an answer that came and is not used up yet. What lies behind a mark is kept until the mark is taken away.</summary>
internal sealed class PendingText
{
    private char[] _buffer = new char[256];
    private int _start;
    private int _end;
    private int _mark = -1;

    /// <summary>Whether no more text will come.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Characters that were looked at, counted each time: the work of the readers.</summary>
    public long Examined { get; private set; }

    public int Length => _end - _start;

    public ReadOnlySpan<char> Rest
    {
        get
        {
            Examined += Length;
            return _buffer.AsSpan(_start, Length);
        }
    }

    public void Append(ReadOnlySpan<char> piece)
    {
        if (_end + piece.Length > _buffer.Length)
            MakeRoom(piece.Length);
        piece.CopyTo(_buffer.AsSpan(_end));
        _end += piece.Length;
    }

    public void Complete() => IsComplete = true;

    public bool TryPeek(out char next)
    {
        Examined++;
        next = _start < _end ? _buffer[_start] : '\0';
        return _start < _end;
    }

    public void Skip(int count) => _start += count;

    /// <summary>Keeps what is used from here on, and <paramref name="behind"/> characters before.</summary>
    public void Mark(int behind = 0) => _mark = _start - behind;

    public void Unmark() => _mark = -1;

    /// <summary>What was used since the mark.</summary>
    public string SinceMark() => new(_buffer, _mark, _start - _mark);

    /// <summary>Whether the text goes on with <paramref name="marker"/>.</summary>
    public Match StartsWith(string marker)
    {
        var rest = _buffer.AsSpan(_start, Length);
        Examined += Math.Min(rest.Length, marker.Length);
        if (rest.StartsWith(marker, StringComparison.Ordinal))
            return Match.Yes;
        return !IsComplete && marker.AsSpan().StartsWith(rest, StringComparison.Ordinal) ? Match.Maybe : Match.No;
    }

    private void MakeRoom(int count)
    {
        var keep = _mark >= 0 ? _mark : _start;
        var kept = _end - keep;
        // The buffer at least doubles when it grows, and moves only when at least half of it is free: linear in all.
        var target = kept + count > _buffer.Length / 2 ? new char[Math.Max(_buffer.Length * 2, (kept + count) * 2)] : _buffer;
        Array.Copy(_buffer, keep, target, 0, kept);
        _buffer = target;
        _start -= keep;
        _end -= keep;
        if (_mark >= 0)
            _mark = 0;
    }
}
