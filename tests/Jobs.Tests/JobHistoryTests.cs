using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Jobs.Tests;

public sealed class JobHistoryTests
{
    private readonly JobHistory<FineTuneProgressUpdate> _history = new(
        update => update.Status, update => update.ProgressPercent, (update, percent) => update.ProgressPercent = percent);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everyone_sees_everything_whenever_they_come()
    {
        Add(JobStatus.Queued, 0);
        var early = _history.FollowAsync(Cancellation).ToListAsync(Cancellation);
        Add("training", 40);
        var between = _history.FollowAsync(Cancellation).ToListAsync(Cancellation);
        Add(JobStatus.Completed, 100);

        var late = await _history.FollowAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal([JobStatus.Queued, "training", JobStatus.Completed], late.Select(update => update.Status));
        Assert.Equal(late, await early);
        Assert.Equal(late, await between);
    }

    [Fact]
    public async Task The_percentage_never_falls()
    {
        Add("training", 40);
        Add("saving", 20);
        Add(JobStatus.Failed, 0);

        var updates = await _history.FollowAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal([40f, 40f, 40f], updates.Select(update => update.ProgressPercent));
    }

    [Theory]
    [InlineData(JobStatus.Completed)]
    [InlineData(JobStatus.Failed)]
    [InlineData(JobStatus.Stopped)]
    public async Task Nothing_comes_after_the_terminal_update(string status)
    {
        Add("training", 40);
        Assert.False(_history.Ended);
        Add(status, 50);
        Add("training", 60);

        var updates = await _history.FollowAsync(Cancellation).ToListAsync(Cancellation);

        Assert.True(_history.Ended);
        Assert.Equal(status, _history.Status);
        Assert.Equal(["training", status], updates.Select(update => update.Status));
    }

    [Fact]
    public async Task Who_follows_can_leave()
    {
        Add("training", 40);
        using var leave = new CancellationTokenSource();
        await using var updates = _history.FollowAsync(leave.Token).GetAsyncEnumerator(Cancellation);
        Assert.True(await updates.MoveNextAsync());

        var next = updates.MoveNextAsync();
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.False(_history.Ended);
    }

    [Fact]
    public async Task Many_writers_and_followers_agree_on_one_order()
    {
        var followers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => _history.FollowAsync(Cancellation).ToListAsync(Cancellation).AsTask()))
            .ToList();
        Parallel.For(0, 200, value => Add("training", value / 4f));
        Add(JobStatus.Completed, 100);

        var seen = await Task.WhenAll(followers);

        Assert.All(seen, updates => Assert.Equal(201, updates.Count));
        Assert.All(seen, updates => Assert.Equal(seen[0], updates));
        Assert.Equal(seen[0].Select(update => update.ProgressPercent).Order(), seen[0].Select(update => update.ProgressPercent));
    }

    private void Add(string status, float percent) => _history.Add(new() { Status = status, ProgressPercent = percent });
}
