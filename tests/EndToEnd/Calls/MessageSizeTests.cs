using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Calls;

/// <summary>Messages up to 50 MiB pass in both directions; larger ones are refused, and nothing else is harmed.</summary>
public class MessageSizeTests(MirrorHost mirror) : IClassFixture<MirrorHost>
{
    private const int MiB = 1 << 20;

    private readonly RunningHost _host = mirror.Host;

    [Fact]
    public async Task Takes_a_request_of_49_MiB()
    {
        var request = new PredictOptions { Prompt = new string('x', 49 * MiB) };

        Assert.Equal(49 * MiB, (await _host.Client.TokenizeStringAsync(request, RunningHost.Soon())).Length);
    }

    [Fact]
    public async Task Refuses_a_request_of_51_MiB()
    {
        var request = new PredictOptions { Prompt = new string('x', 51 * MiB) };

        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await _host.Client.TokenizeStringAsync(request, RunningHost.Soon()));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal("mirror", await _host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task Sends_an_answer_of_49_MiB()
    {
        var reply = await _host.Client.PredictAsync(new PredictOptions { Tokens = 49 * MiB }, RunningHost.Soon());

        Assert.Equal(49 * MiB, reply.Message.Length);
    }

    [Fact]
    public async Task Refuses_to_send_an_answer_of_51_MiB()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await _host.Client.PredictAsync(new PredictOptions { Tokens = 51 * MiB }, RunningHost.Soon()));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal("mirror", await _host.AskWhoAnswersAsync());
    }
}
