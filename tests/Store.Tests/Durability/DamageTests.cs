using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Durability;

namespace LocalAI.Plugins.Store.Tests.Durability;

public class DamageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_changed_file_is_refused_with_its_place_or_only_its_torn_end_is_cut(int seed)
    {
        using var history = await History.LargeAsync();
        var random = new Random(seed);
        var cut = 0;
        for (var i = 0; i < 250; i++)
        {
            history.Restore();
            var name = history.Files.Keys.Order().ElementAt(random.Next(history.Files.Count));
            var bytes = (byte[])history.Files[name].Clone();
            var place = random.Next(bytes.Length);
            if (random.Next(3) == 0)
                bytes = bytes[..place];
            else
                bytes[place] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(Path.Combine(history.Folder.Path, name), bytes, TestContext.Current.CancellationToken);

            if (await RefusalAsync(history.Folder) is { } refusal)
            {
                Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
                CheckPlace(refusal.Message, Path.Combine(history.Folder.Path, name), place);
                foreach (var (other, content) in history.Files)
                    Assert.Equal(other == name ? bytes : content, File.ReadAllBytes(Path.Combine(history.Folder.Path, other)));
                Assert.Equal(refusal.Message, Assert.Throws<EngineException>(history.Folder.Read).Message);
            }
            else
            {
                Assert.Equal("log-000003", name);
                Assert.Equal(place, bytes.Length);
                Assert.Equal(history.States[^(1 + Lost(history, place))], history.Folder.Read());
                cut++;
            }
        }
        Assert.InRange(cut, 10, 100);
    }

    [Fact]
    public async Task Hostile_lengths_are_refused_before_memory_is_taken()
    {
        // Frames whose checksums are right and whose numbers are not.
        (int, int, int)[] cases = [(int.MaxValue, 1, 0), (65_537, 1, 0), (0, 1, 0), (1, 0, 0), (1, -1, 0), (-1, 1, 0), (2, 1, 100)];
        foreach (var (dimension, count, valueBytes) in cases)
        {
            using var folder = new Folder();
            await using (await folder.OpenAsync())
            {
            }
            var offset = new FileInfo(folder.Log()).Length;
            var frame = new byte[FrameFormat.HeaderSize + FrameFormat.PayloadStart + 12 + FrameFormat.TrailerSize];
            BitConverter.TryWriteBytes(frame.AsSpan(FrameFormat.HeaderSize), dimension);
            BitConverter.TryWriteBytes(frame.AsSpan(FrameFormat.HeaderSize + 4), count);
            BitConverter.TryWriteBytes(frame.AsSpan(FrameFormat.HeaderSize + 16), valueBytes);
            var seed = FrameFormat.SeedOf(FileKind.Log, 1, offset);
            FrameFormat.WriteHeader(frame, FrameKind.Set, seed);
            var payload = frame.AsSpan(FrameFormat.HeaderSize..^FrameFormat.TrailerSize);
            BitConverter.TryWriteBytes(frame.AsSpan(^FrameFormat.TrailerSize..), FrameFormat.Sum(payload, seed));
            await using (var log = File.Open(folder.Log(), FileMode.Append))
                log.Write(frame);

            var refusal = await RefusalAsync(folder);

            Assert.Contains($"{folder.Log()} is damaged at byte {offset}", refusal!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_log_that_is_missing_is_named()
    {
        using var history = await History.LargeAsync();
        File.Delete(history.Folder.Log(2));

        Assert.Contains($"{history.Folder.Log(2)} is missing", (await RefusalAsync(history.Folder))!.Message, StringComparison.Ordinal);
    }

    private static async Task<EngineException?> RefusalAsync(Folder folder)
    {
        try
        {
            await (await folder.OpenAsync()).DisposeAsync();
            return null;
        }
        catch (EngineException e)
        {
            return e;
        }
    }

    // Files that are not written to any more may not end early, so it says the byte that a frame begins at before the place.
    private static void CheckPlace(string message, string path, int place)
    {
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        var after = message[(message.IndexOf("at byte ", StringComparison.Ordinal) + "at byte ".Length)..];
        var offset = int.Parse(string.Concat(after.TakeWhile(char.IsDigit)), CultureInfo.InvariantCulture);
        Assert.InRange(offset, 0, place);
    }

    private static int Lost(History history, int length) => history.Lengths.TakeLast(10).Count(end => end > length);
}
