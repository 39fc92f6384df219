using System.Threading.Channels;
using LocalAI.Plugins.Trainer.Jobs;

namespace LocalAI.Plugins.Trainer.Tests.Jobs;

public class HeartbeatTests
{
    [Fact]
    public async Task The_last_message_is_repeated_while_nothing_comes()
    {
        var messages = Channel.CreateUnbounded<string>();
        var beats = Heartbeat.BeatAsync(
            messages.Reader.ReadAllAsync(TestContext.Current.CancellationToken), TimeSpan.FromMilliseconds(1), TimeProvider.System,
            TestContext.Current.CancellationToken);
        messages.Writer.TryWrite("one");
        var seen = new List<string>();

        await foreach (var beat in beats)
        {
            seen.Add(beat);
            if (seen.Count == 3)
                messages.Writer.TryWrite("two");
            if (beat == "two")
                messages.Writer.TryComplete();
        }

        Assert.Equal(["one", "one", "one"], seen.Take(3));
        Assert.Contains("two", seen);
    }

    [Fact]
    public async Task What_ends_ends()
    {
        string[] all = ["one", "two"];
        var beats = Heartbeat.BeatAsync(
            all.ToAsyncEnumerable(), TimeSpan.FromHours(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(all, await beats.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_failure_is_passed_on()
    {
        static async IAsyncEnumerable<string> Failing()
        {
            yield return "one";
            await Task.Yield();
            throw new InvalidOperationException("gone");
        }

        var beats = Heartbeat.BeatAsync(Failing(), TimeSpan.FromHours(1), TimeProvider.System, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await beats.ToListAsync(TestContext.Current.CancellationToken));
    }
}
