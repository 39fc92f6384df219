using System.Threading.Channels;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>
/// What a generation has written and its call has not read. The reader is woken in a rhythm, not for every chunk: each wake-up
/// costs several threads a turn on a core that the next token may want. A model that takes longer than a beat for a token never
/// waits for one.
/// </summary>
/// <param name="caughtUp">Called when the reader, having been far behind, has half as much left to read.</param>
/// <param name="clock">Tells the time between two wake-ups.</param>
internal sealed class ChunkChannel(Action caughtUp, TimeProvider clock)
{
    /// <summary>The least time between two wake-ups: less than a screen shows, more than a small model takes for a token.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    /// <summary>Unread chunks at which the reader is far behind.</summary>
    public const int MostUnread = 1024;

    private readonly Channel<GenerationChunk> _chunks =
        Channel.CreateUnbounded<GenerationChunk>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly List<GenerationChunk> _held = [];
    private long? _passedOn;
    private int _unread;

    /// <summary>Whether the reader is so far behind that more chunks would only pile up.</summary>
    public bool IsFull => Volatile.Read(ref _unread) >= MostUnread;

    /// <summary>Adds a chunk; the reader gets it at once or, when it has only just got one, with a later one.</summary>
    public void Write(GenerationChunk chunk)
    {
        _held.Add(chunk);
        if (_passedOn is not { } last || clock.GetElapsedTime(last) >= Beat)
            PassOn();
    }

    /// <summary>Gives the reader what is held back; to be called before anything that takes much longer than a token.</summary>
    public void PassOn()
    {
        if (_held.Count == 0)
            return;
        Interlocked.Add(ref _unread, _held.Count);
        foreach (var chunk in _held)
            _chunks.Writer.TryWrite(chunk);
        _held.Clear();
        _passedOn = clock.GetTimestamp();
    }

    /// <summary>Ends the text; only the first end counts.</summary>
    public void Complete(Exception? error = null)
    {
        PassOn();
        _chunks.Writer.TryComplete(error);
    }

    /// <summary>Reads the chunks as they come; ends with the error of <see cref="Complete"/>.</summary>
    public async IAsyncEnumerable<GenerationChunk> ReadAsync()
    {
        while (await _chunks.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_chunks.Reader.TryRead(out var chunk))
            {
                if (Interlocked.Decrement(ref _unread) == MostUnread / 2)
                    caughtUp();
                yield return chunk;
            }
        }
        // Completed with an error, the channel throws it here.
        await _chunks.Reader.Completion.ConfigureAwait(false);
    }
}
