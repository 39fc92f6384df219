using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Calls;

/// <summary>Clients that go away.</summary>
public sealed class CancellationTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.WithMirrorAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_engine_notices_that_a_stream_was_cancelled()
    {
        Assert.Equal(7, AnyRpc.Streaming.Count);
        foreach (var rpc in AnyRpc.Streaming)
        {
            using var client = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var options = RunningHost.Soon().WithCancellationToken(client.Token);
            await using var answers = AnyRpc.OpenAsync(_host.Invoker, rpc, options, MirrorTable.EndlessRequest(rpc))
                .GetAsyncEnumerator(TestContext.Current.CancellationToken);
            Assert.True(await answers.MoveNextAsync());

            await client.CancelAsync();

            var end = await Assert.ThrowsAsync<RpcException>(async () => await answers.MoveNextAsync());
            Assert.Equal((rpc, StatusCode.Cancelled), (rpc, end.StatusCode));
            await AssertNoticedAsync(rpc);
        }
    }

    [Fact]
    public async Task The_engine_notices_that_a_unary_call_was_cancelled()
    {
        using var client = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var call = _host.Client.PredictAsync(
            new PredictOptions { Prompt = "endless" }, RunningHost.Soon().WithCancellationToken(client.Token)).ResponseAsync;
        await _host.BusyAsync();

        await client.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
        await AssertNoticedAsync("Predict");
    }

    [Fact]
    public async Task A_deadline_of_one_millisecond_ends_every_stream_and_harms_nothing()
    {
        foreach (var rpc in AnyRpc.Streaming)
        {
            var soon = RunningHost.Within(TimeSpan.FromMilliseconds(1));
            var answers = AnyRpc.OpenAsync(_host.Invoker, rpc, soon, MirrorTable.EndlessRequest(rpc));
            Assert.Equal((rpc, StatusCode.DeadlineExceeded), (rpc, await EndOfAsync(answers)));
        }
        Assert.Equal("mirror", await _host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task A_deadline_that_passes_in_the_middle_of_a_stream_reaches_the_engine()
    {
        var limit = TimeSpan.FromSeconds(1);
        // On a busy machine it may pass before the stream has begun.
        while (await AnswersWithinAsync(limit) == 0)
            limit *= 2;

        await AssertNoticedAsync("TTSStream");

        async Task<int> AnswersWithinAsync(TimeSpan limit)
        {
            var request = MirrorTable.EndlessRequest("TTSStream");
            await using var answers = AnyRpc.OpenAsync(_host.Invoker, "TTSStream", RunningHost.Within(limit), request)
                .GetAsyncEnumerator(TestContext.Current.CancellationToken);
            var count = 0;
            var end = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (await answers.MoveNextAsync())
                    count++;
            });
            Assert.Equal(StatusCode.DeadlineExceeded, end.StatusCode);
            return count;
        }
    }

    private static async Task<StatusCode> EndOfAsync(IAsyncEnumerable<string> answers)
    {
        var end = await Assert.ThrowsAsync<RpcException>(
            async () => await answers.ToListAsync(TestContext.Current.CancellationToken));
        return end.StatusCode;
    }

    /// <summary>The mirror answers this only after a call of the RPC has noticed its cancellation.</summary>
    private async Task AssertNoticedAsync(string rpc)
    {
        var question = $$"""{ "Prompt": "cancelled {{rpc}}" }""";
        var status = await AnyRpc.StatusOfAsync(_host.Invoker, "TokenizeString", RunningHost.Soon(), question);
        Assert.Equal((rpc, StatusCode.OK), (rpc, status.StatusCode));
    }
}
