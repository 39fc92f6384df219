using Grpc.Net.Client;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Life;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Host.Tests.Samples;

/// <summary>The real server on a free port of this process, with models put in as LoadModel would.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private RunningHost(WebApplication app)
    {
        _app = app;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _channel = GrpcChannel.ForAddress(Address);
        Client = new Backend.BackendClient(_channel);
    }

    public string Address { get; }

    public GrpcChannel Channel => _channel;

    public Backend.BackendClient Client { get; }

    public Router Router => _app.Services.GetRequiredService<Router>();

    public HostState State => _app.Services.GetRequiredService<HostState>();

    public static async Task<RunningHost> StartAsync(ServerOptions? options = null, params Plugin[] plugins)
    {
        options ??= new ServerOptions();
        options.Address = new ListenAddress("127.0.0.1", 0);
        options.LogLevel = LogLevel.Critical;
        var app = GrpcServer.Build(options, new PluginCatalog(plugins, [], options.Plugin));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningHost(app);
    }

    /// <summary>Routes to a model as after its LoadModel.</summary>
    public LoadedModel Load(IModel model, Plugin plugin, string name = "sample")
    {
        var options = _app.Services.GetRequiredService<ServerOptions>();
        var loaded = new LoadedModel(model, plugin, name, options.Queue, NullLogger.Instance, State.Stopping);
        Router.Add(loaded);
        return loaded;
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        State.Stop();
        await _app.DisposeAsync();
    }
}
