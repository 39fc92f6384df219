using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using LocalAI.Plugins.Host.Auth;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Host.Tests.Samples;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Tests.Auth;

public class BearerTokenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Metadata Right = new() { { "authorization", "Bearer s3cret" } };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s3cret")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer s3cre")]
    [InlineData("Bearer s3cret2")]
    [InlineData("bearer s3cret")]
    [InlineData("Basic s3cret")]
    public void Refuses_everything_but_the_token_after_its_scheme(string? header) =>
        Assert.NotNull(new BearerTokenInterceptor("s3cret").Fault(header));

    [Fact]
    public void Takes_the_token() => Assert.Null(new BearerTokenInterceptor("s3cret").Fault("Bearer s3cret"));

    [Fact]
    public async Task Guards_health_and_the_standard_services()
    {
        await using var host = await RunningHost.StartAsync(new ServerOptions { Token = "s3cret" });
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        var reflection = new ServerReflection.ServerReflectionClient(host.Channel);

        Func<Task>[] withoutToken =
        [
            async () => await host.Client.HealthAsync(new(), cancellationToken: Cancel),
            async () => await host.Client.PredictAsync(new(), cancellationToken: Cancel),
            () => host.Client.PredictStream(new(), cancellationToken: Cancel).ResponseStream.MoveNext(Cancel),
            () => host.Client.AudioToAudioStream(cancellationToken: Cancel).ResponseStream.MoveNext(Cancel),
            async () => await health.CheckAsync(new(), cancellationToken: Cancel),
            () => reflection.ServerReflectionInfo(cancellationToken: Cancel).ResponseStream.MoveNext(Cancel),
        ];
        foreach (var call in withoutToken)
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);

        var reply = await host.Client.HealthAsync(new HealthMessage(), Right, cancellationToken: Cancel);
        Assert.Equal("OK", reply.Message.ToStringUtf8());
        var status = await health.CheckAsync(new(), Right, cancellationToken: Cancel);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, status.Status);
    }
}
