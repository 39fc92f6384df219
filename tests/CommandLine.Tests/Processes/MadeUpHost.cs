using System.Net;
using LocalAI.Plugins.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>A gRPC server in this process, with a service whose answers the test makes up.</summary>
internal sealed class MadeUpHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MadeUpHost(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    public static async Task<MadeUpHost> StartAsync<T>(T service) where T : Backend.BackendBase
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = 50 << 20);
        builder.Services.AddSingleton(service);
        var app = builder.Build();
        app.MapGrpcService<T>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new MadeUpHost(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
