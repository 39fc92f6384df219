using System.Text;
using LocalAI.Plugins.Llama.Decoding;

namespace LocalAI.Plugins.Llama.Tests.Decoding;

public class ChunkChannelTests
{
    private static readonly TimeSpan LessThanABeat = ChunkChannel.Beat / 4;

    private readonly HandClock _clock = new();
    private readonly ChunkChannel _chunks;
    private int _timesCaughtUp;

    public ChunkChannelTests() => _chunks = new ChunkChannel(() => _timesCaughtUp++, _clock);

    [Fact]
    public void The_first_chunk_is_there_at_once()
    {
        Write("a");

        Assert.Equal("a", ReadNow());
    }

    [Fact]
    public void Chunks_within_a_beat_come_with_the_first_one_after_it()
    {
        Write("a");
        _clock.Advance(LessThanABeat);
        Write("b");
        _clock.Advance(LessThanABeat);
        Write("c");
        Assert.Equal("a", ReadNow());

        _clock.Advance(ChunkChannel.Beat);
        Write("d");

        Assert.Equal("bcd", ReadNow());
    }

    [Fact]
    public void A_slow_writer_never_waits()
    {
        foreach (var text in new[] { "a", "b", "c" })
        {
            Write(text);
            Assert.Equal(text, ReadNow());
            _clock.Advance(ChunkChannel.Beat);
        }
    }

    [Fact]
    public void Passing_on_gives_all_that_is_held_back()
    {
        Write("a");
        Write("b");
        Write("c");
        _chunks.PassOn();

        Assert.Equal("abc", ReadNow());
    }

    [Fact]
    public async Task The_end_loses_nothing()
    {
        Write("a");
        Write("b");
        _chunks.Complete();

        Assert.Equal(["a", "b"], await _chunks.ReadAsync().Select(chunk => Encoding.UTF8.GetString(chunk.Text))
            .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_error_comes_after_what_was_written_before_it()
    {
        Write("a");
        Write("b");
        _chunks.Complete(new InvalidDataException("broken"));

        var read = new StringBuilder();
        var error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var chunk in _chunks.ReadAsync())
                read.Append(Encoding.UTF8.GetString(chunk.Text));
        });
        Assert.Equal("ab broken", $"{read} {error.Message}");
    }

    [Fact]
    public void A_full_channel_tells_once_when_its_reader_has_caught_up()
    {
        for (var i = 0; i < ChunkChannel.MostUnread; i++)
            Write("a");
        _chunks.PassOn();
        Assert.True(_chunks.IsFull);

        ReadNow();

        Assert.False(_chunks.IsFull);
        Assert.Equal(1, _timesCaughtUp);
    }

    private void Write(string text) => _chunks.Write(new GenerationChunk(Encoding.UTF8.GetBytes(text), []));

    /// <summary>What a reader gets without waiting.</summary>
    private string ReadNow()
    {
        var text = new StringBuilder();
        var reader = _chunks.ReadAsync().GetAsyncEnumerator();
        while (reader.MoveNextAsync().AsTask() is { IsCompleted: true, Result: true })
            text.Append(Encoding.UTF8.GetString(reader.Current.Text));
        return text.ToString();
    }

    private sealed class HandClock : TimeProvider
    {
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time;

        public override long GetTimestamp() => _now.Ticks;
    }
}
