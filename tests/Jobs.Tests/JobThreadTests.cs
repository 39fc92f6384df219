using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Jobs.Tests;

public sealed class JobThreadTests : IDisposable
{
    private readonly JobThread _job = new("job");
    private readonly List<string> _ends = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _job.Dispose();

    [Fact]
    public async Task Work_that_is_done_has_ended_and_cannot_be_stopped()
    {
        Start(_ => { });
        await _job.Ended.WaitAsync(Cancellation);

        _job.Stop();

        Assert.Empty(_ends);
    }

    [Fact]
    public async Task Work_that_is_stopped_says_so()
    {
        Start(token =>
        {
            token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
        });
        _job.Stop();
        await _job.Ended.WaitAsync(Cancellation);

        Assert.Equal(["stopped"], _ends);
    }

    [Fact]
    public async Task A_foreseen_failure_has_its_sentence()
    {
        Start(_ => throw new EngineException(EngineFailure.InvalidInput, "It is too large."));
        await _job.Ended.WaitAsync(Cancellation);

        Assert.Equal(["It is too large. "], _ends);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task Another_failure_is_given_with_its_exception(Type type)
    {
        Start(_ => throw (Exception)Activator.CreateInstance(type, "It broke.")!);
        await _job.Ended.WaitAsync(Cancellation);

        Assert.Equal([$"The job failed unexpectedly (It broke); the host's log has the details. {type.Name}"], _ends);
    }

    private void Start(Action<CancellationToken> work) =>
        _job.Start(work, () => _ends.Add("stopped"), (message, unforeseen) => _ends.Add($"{message} {unforeseen?.GetType().Name}"));
}
