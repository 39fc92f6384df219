using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Auth;
using LocalAI.Plugins.Host.Calls;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Devices;
using LocalAI.Plugins.Host.Health;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Logs;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Host.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalAI.Plugins.Host.Life;

/// <summary>Puts the host together: the parts, the gRPC services, the port.</summary>
internal static class GrpcServer
{
    /// <summary>The largest message of the wire contract, both ways.</summary>
    private const int MaximumMessageBytes = 50 << 20;

    /// <summary>More calls than this on one connection wait in the client; the models' queues should be what limits.</summary>
    private const int StreamsPerConnection = 4096;

    public static WebApplication Build(ServerOptions options, PluginCatalog catalog)
    {
        // The empty builder reads no settings files, no ASPNETCORE variables and does not look at the working directory.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        LogSetup.Apply(builder.Logging, options);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Address));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain.Connections);
        builder.Services.AddRoutingCore();
        AddParts(builder.Services, options, catalog);
        AddGrpc(builder.Services, options);

        var app = builder.Build();
        app.MapGrpcService<BackendService>();
        app.MapGrpcService<PluginHealth>();
        app.MapGrpcReflectionService();
        return app;
    }

    private static void AddParts(IServiceCollection services, ServerOptions options, PluginCatalog catalog) =>
        services.AddSingleton(options)
            .AddSingleton(catalog)
            .AddSingleton(provider =>
                DeviceInventory.OfThisMachine(provider.GetRequiredService<ILogger<ProbeChild>>()))
            .AddSingleton(new Router(options.ModelsPerEngine))
            .AddSingleton<ICapabilityResolver, CapabilityResolver>()
            .AddSingleton<EngineContexts>()
            .AddSingleton<PluginActivator>()
            .AddSingleton<DeviceChooser>()
            .AddSingleton<EngineChooser>()
            .AddSingleton<ModelLoader>()
            .AddSingleton<ModelRelease>()
            .AddSingleton<StatusReport>()
            .AddSingleton<StatelessEngines>()
            .AddSingleton<Refusals>()
            .AddSingleton<Dispatcher>()
            .AddSingleton<BackendService>()
            .AddSingleton<PluginHealth>()
            .AddSingleton<HostState>()
            .AddSingleton<Drain>()
            .AddSingleton<IHostLifetime, SignalLifetime>();

    private static void AddGrpc(IServiceCollection services, ServerOptions options)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaximumMessageBytes;
            grpc.MaxSendMessageSize = MaximumMessageBytes;
            if (options.Token is not null)
                grpc.Interceptors.Add<BearerTokenInterceptor>();
        });
        if (options.Token is { } token)
            services.AddSingleton(new BearerTokenInterceptor(token));
        services.AddGrpcReflection();
    }

    private static void Configure(KestrelServerOptions kestrel, ListenAddress address)
    {
        kestrel.AddServerHeader = false;
        // A stream may be slow for as long as a model thinks, and messages have a limit of their own.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        foreach (var ip in address.Resolve())
            kestrel.Listen(ip, address.Port, listen => listen.Protocols = HttpProtocols.Http2);
    }
}
