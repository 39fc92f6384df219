using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Calls;

public class FailureTests
{
    [Fact]
    public async Task An_engines_own_words_reach_the_client_with_the_status_of_their_reason()
    {
        await using var host = await RunningHost.WithMirrorAsync();

        var unary = await AnyRpc.StatusOfAsync(host.Invoker, "Predict", RunningHost.Soon(), """{ "Prompt": "fail" }""");
        Assert.Equal(new Status(StatusCode.InvalidArgument, "Prompt is 'fail'; the mirror does not like it."), unary);

        var stream = await AnyRpc.StatusOfAsync(host.Invoker, "PredictStream", RunningHost.Soon(), """{ "Prompt": "fail" }""");
        Assert.Equal(new Status(StatusCode.Internal, "The mirror broke in the middle of the stream."), stream);
    }

    [Fact]
    public async Task An_exception_no_engine_should_let_out_is_internal_and_shows_no_stack()
    {
        await using var host = await RunningHost.WithMirrorAsync(
            new HostSettings { ExpectedErrors = ["Predict failed in mirror"] });

        var status = await AnyRpc.StatusOfAsync(host.Invoker, "Predict", RunningHost.Soon(), """{ "Prompt": "crash" }""");

        Assert.Equal(StatusCode.Internal, status.StatusCode);
        Assert.Contains("mirror", status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", status.Detail, StringComparison.Ordinal);
        await host.Process.Errors.WaitForAsync("Predict failed in mirror", TestContext.Current.CancellationToken);
        Assert.Single(host.Process.Errors.AtErrorLevel);
        Assert.Equal("mirror", await host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task Thirty_two_clients_at_once_get_their_own_answers()
    {
        await using var host = await RunningHost.WithMirrorAsync();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async number =>
        {
            using var channel = RunningHost.ConnectTo(host.Address);
            var prompt = $"client {number} speaks";
            var client = new Backend.BackendClient(channel);
            using var call = client.PredictStream(new PredictOptions { Prompt = prompt }, RunningHost.Soon());
            var words = await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)
                .Select(reply => reply.Message.ToStringUtf8()).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(prompt, string.Join(' ', words[..^1]));
        }));
    }
}
