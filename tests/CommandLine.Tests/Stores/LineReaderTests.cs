using System.Text;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Tests.Stores;

public class LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\r\n\nb\r\n", new[] { "a", "", "b" })]
    [InlineData("\uFEFFa\nb", new[] { "a", "b" })]
    public async Task Lines_end_with_either_ending_and_the_last_may_have_none(string text, string[] lines) =>
        Assert.Equal(lines, await ReadAsync(Encoding.UTF8.GetBytes(text), int.MaxValue));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 20)]
    public async Task Lines_of_all_lengths_come_whole_however_the_stream_gives_them(int piece)
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 60).Select(_ => new string('x', random.Next(piece == 1 ? 300 : 60_000))).ToArray();
        Assert.Equal(lines, await ReadAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), piece));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_before_it_takes_all_memory()
    {
        await using var reader = new LineReader(new EndlessLine());
        var error = await Assert.ThrowsAsync<InvalidDataException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("the line is longer than 128 MiB", error.Message);
    }

    private static async Task<List<string>> ReadAsync(byte[] bytes, int piece)
    {
        await using var reader = new LineReader(new InPieces(bytes, piece));
        List<string> lines = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(Encoding.UTF8.GetString(line.Span));
            Assert.Equal(lines.Count, reader.Number);
        }
        Assert.Equal(bytes.Length, reader.Position);
        return lines;
    }

    private sealed class InPieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }

    private sealed class EndlessLine : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
