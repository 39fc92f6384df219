using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// One frame on its way into a file. A large one is hashed and written in parts by another thread while its keys are still being
/// added; until it is completed, what of it is in the file is no more than a torn end.
/// </summary>
internal sealed class FrameAppend : IDisposable
{
    // Large enough that a write costs more than its call, small enough that little is left when the last key is there.
    private const int PartBytes = 512 * 1024;

    private readonly Lock _writing = new();
    private readonly SafeFileHandle _handle;
    private readonly FrameBuilder _frame;
    private readonly long _start;
    private readonly bool _flushed;
    private readonly XxHash3 _sum;
    private volatile int _ready;
    private int _written;
    private IOException? _failed;
    private bool _ended;

    /// <param name="handle">The file.</param>
    /// <param name="frame">A frame that was begun.</param>
    /// <param name="kind">What the file is.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="start">Where in it the frame begins.</param>
    /// <param name="flushed">Whether a flush will follow soon.</param>
    public FrameAppend(SafeFileHandle handle, FrameBuilder frame, FileKind kind, ulong sequence, long start, bool flushed)
    {
        _flushed = flushed;
        _handle = handle;
        _frame = frame;
        _start = start;
        var seed = FrameFormat.SeedOf(kind, sequence, start);
        _sum = new XxHash3(seed);
        frame.WriteHeader(seed);
    }

    /// <summary>Writes what was added, when it is enough for a part, and does not wait for it.</summary>
    public void Advance()
    {
        if (_frame.Ready - _ready < PartBytes)
            return;
        _ready = _frame.Ready;
        _ = Task.Run(WriteAhead);
    }

    /// <summary>Writes the rest of a frame to which all was added.</summary>
    /// <returns>The frame's bytes.</returns>
    /// <exception cref="IOException">It, or a part before, could not be written.</exception>
    public int Complete()
    {
        lock (_writing)
        {
            _ended = true;
            if (_failed is not null)
                throw _failed;
            Write(_frame.Length - FrameFormat.TrailerSize);
            _frame.WriteTrailer(_sum.GetCurrentHashAsUInt64());
            RandomAccess.Write(_handle, _frame.Bytes[_written..], _start + _written);
            return _frame.Length;
        }
    }

    /// <summary>Ends it; from then on the frame's memory and the file are the caller's.</summary>
    public void Dispose()
    {
        lock (_writing)
            _ended = true;
    }

    // One that comes late finds that another has written its part.
    private void WriteAhead()
    {
        lock (_writing)
        {
            if (_ended || _failed is not null)
                return;
            try
            {
                Write(_ready);
            }
            catch (IOException e)
            {
                _failed = e;
            }
        }
    }

    private void Write(int end)
    {
        while (_written < end)
        {
            var part = _frame.Bytes[_written..Math.Min(end, _written + PartBytes)];
            _sum.Append(part[Math.Max(0, FrameFormat.HeaderSize - _written)..]);
            RandomAccess.Write(_handle, part, _start + _written);
            if (_flushed)
                WriteBack.Start(_handle, _start + _written, part.Length);
            _written += part.Length;
        }
    }
}
