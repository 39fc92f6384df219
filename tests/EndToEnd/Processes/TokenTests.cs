using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;

namespace LocalAI.Plugins.EndToEnd.Tests.Processes;

/// <summary>One host with a token; the calls differ in what they carry.</summary>
public class TokenTests(TokenTests.GuardedHost guarded) : IClassFixture<TokenTests.GuardedHost>
{
    private const string Token = "s3cret";

    private readonly RunningHost _host = guarded.Host;

    [Fact]
    public async Task Every_rpc_refuses_a_call_without_the_token()
    {
        foreach (var rpc in AnyRpc.All)
        {
            var status = await AnyRpc.StatusOfAsync(_host.Channel.CreateCallInvoker(), rpc.Name, RunningHost.Soon());
            Assert.Equal((rpc.Name, StatusCode.Unauthenticated), (rpc.Name, status.StatusCode));
        }
    }

    [Theory]
    [InlineData("s3cret")]
    [InlineData("Bearer ")]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer s3cret2")]
    [InlineData("Bearer s3cre")]
    [InlineData("Basic s3cret")]
    public async Task Refuses_what_is_not_the_token(string header)
    {
        var options = RunningHost.Soon().WithHeaders(new Metadata { { "authorization", header } });

        var status = await AnyRpc.StatusOfAsync(_host.Channel.CreateCallInvoker(), "Health", options);

        Assert.Equal(StatusCode.Unauthenticated, status.StatusCode);
        Assert.DoesNotContain(Token, status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_the_standard_services_as_well()
    {
        var health = new Health.HealthClient(_host.Channel);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new(), RunningHost.Soon()));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);

        var reflection = new ServerReflection.ServerReflectionClient(_host.Channel);
        using var call = reflection.ServerReflectionInfo(RunningHost.Soon());
        refused = await Assert.ThrowsAsync<RpcException>(
            () => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task Answers_with_the_token() => Assert.Equal("mirror", await _host.AskWhoAnswersAsync());

    [Fact]
    public void Does_not_print_the_token() => Assert.DoesNotContain(Token, _host.Process.Errors.Tail, StringComparison.Ordinal);

    public sealed class GuardedHost : SharedHost
    {
        internal override Task<RunningHost> StartAsync() => RunningHost.WithMirrorAsync(new HostSettings
        {
            Token = Token,
            Environment = new Dictionary<string, string> { ["LOCALAI_GRPC_AUTH_TOKEN"] = Token },
        });
    }
}
