using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Admission;
using LocalAI.Plugins.Host.Tests.Samples;

namespace LocalAI.Plugins.Host.Tests.Admission;

public class AdmissionGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lets_in_as_many_as_the_model_can_take()
    {
        using var gate = Gate(parallelism: 2);

        using var first = await gate.EnterAsync("Predict", Cancel);
        using var second = await gate.EnterAsync("Predict", Cancel);
        var third = gate.EnterAsync("Predict", Cancel).AsTask();

        Assert.False(third.IsCompleted);
        first!.Dispose();
        (await third)!.Dispose();
    }

    [Fact]
    public async Task Admits_in_order_of_arrival()
    {
        using var gate = Gate(parallelism: 1);
        var turn = await gate.EnterAsync("Predict", Cancel);
        var waiting = Enumerable.Range(0, 5).Select(_ => gate.EnterAsync("Predict", Cancel).AsTask()).ToList();

        foreach (var next in waiting)
        {
            Assert.All(waiting.SkipWhile(task => task != next), task => Assert.False(task.IsCompleted));
            turn!.Dispose();
            turn = await next;
        }
        turn!.Dispose();
    }

    [Fact]
    public async Task Refuses_when_the_queue_is_full_and_names_its_length()
    {
        using var gate = Gate(parallelism: 1, queue: 1);
        var turn = await gate.EnterAsync("Predict", Cancel);
        var waiting = gate.EnterAsync("Predict", Cancel).AsTask();

        var refusal = await Assert.ThrowsAsync<EngineException>(async () => await gate.EnterAsync("Predict", Cancel));

        Assert.Equal(EngineFailure.ResourceExhausted, refusal.Failure);
        Assert.Contains("queue of 1 is full", refusal.Message);
        turn!.Dispose();
        (await waiting)!.Dispose();
    }

    [Fact]
    public async Task A_queue_of_zero_means_no_waiting()
    {
        using var gate = Gate(parallelism: 1, queue: 0);
        using var turn = await gate.EnterAsync("Predict", Cancel);

        await Assert.ThrowsAsync<EngineException>(async () => await gate.EnterAsync("Predict", Cancel));
    }

    [Fact]
    public async Task A_cancelled_waiter_leaves_the_queue()
    {
        using var gate = Gate(parallelism: 1, queue: 1);
        var turn = await gate.EnterAsync("Predict", Cancel);
        using var gone = new CancellationTokenSource();
        var cancelled = gate.EnterAsync("Predict", gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        var waiting = gate.EnterAsync("Predict", Cancel).AsTask();
        turn!.Dispose();

        (await waiting)!.Dispose();
    }

    [Fact]
    public async Task Ungated_rpcs_take_no_turn()
    {
        using var gate = new AdmissionGate("m", new TextModel("m", parallelism: 1) { Ungated = ["GetMetrics"] }, 0);
        using var turn = await gate.EnterAsync("Predict", Cancel);

        Assert.Null(await gate.EnterAsync("GetMetrics", Cancel));
    }

    [Fact]
    public async Task A_model_that_claims_no_parallelism_still_gets_one_call()
    {
        using var gate = Gate(parallelism: 0);

        using var turn = await gate.EnterAsync("Predict", Cancel);

        Assert.NotNull(turn);
    }

    private static AdmissionGate Gate(int parallelism, int queue = 8) => new("m", new TextModel("m", parallelism), queue);
}
