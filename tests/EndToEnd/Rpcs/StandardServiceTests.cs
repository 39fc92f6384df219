using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;

namespace LocalAI.Plugins.EndToEnd.Tests.Rpcs;

/// <summary>What other gRPC tools ask for.</summary>
public class StandardServiceTests
{
    [Fact]
    public async Task Health_service_knows_the_host_and_each_active_plugin()
    {
        await using var host = await RunningHost.WithZooAsync("Mirror");
        var health = new Health.HealthClient(host.Channel);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await StatusOfAsync(health, ""));
        var unknown = await Assert.ThrowsAsync<RpcException>(() => StatusOfAsync(health, "mirror"));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);

        await host.LoadAsync("mirror");
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await StatusOfAsync(health, "mirror"));
    }

    [Fact]
    public async Task Reflection_service_lists_the_backend()
    {
        await using var host = await RunningHost.WithZooAsync();
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo(RunningHost.Soon());

        var question = new ServerReflectionRequest { ListServices = "" };
        await call.RequestStream.WriteAsync(question, TestContext.Current.CancellationToken);

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var services = call.ResponseStream.Current.ListServicesResponse.Service;
        Assert.Contains("backend.Backend", services.Select(service => service.Name));
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> StatusOfAsync(
        Health.HealthClient client, string service) =>
        (await client.CheckAsync(new HealthCheckRequest { Service = service }, RunningHost.Soon())).Status;
}
