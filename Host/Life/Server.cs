using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Options;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LocalAI.Plugins.Host.Life;

/// <summary>Runs the server from its first line to its end.</summary>
internal static class Server
{
    public static async Task RunAsync(ServerOptions options, string startLine)
    {
        if (options.ParentWatch)
            ParentWatch.Start(options.ParentWatchInterval);

        var folder = PluginsFolder.Of(options);
        var catalog = PluginCatalog.Scan(folder, options.Plugin);
        await using var app = GrpcServer.Build(options, catalog);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("host");
        Log.Options(logger, startLine);
        Catalog.Log.Scanned(logger, catalog, folder);

        var drain = app.Services.GetRequiredService<Drain>();
        app.Lifetime.ApplicationStopping.Register(drain.Begin);
        await app.StartAsync();
        Announce(app);
        await app.WaitForShutdownAsync();
        await drain.FinishAsync();
        await app.Services.GetRequiredService<PluginActivator>().UnloadAllAsync();
        Log.Ended(logger);
    }

    // On stdout and whatever the log level: a script that asked for port 0 reads the real one here.
    private static void Announce(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        foreach (var address in addresses)
            Console.Out.WriteLine($"Listening on {address["http://".Length..]}");
    }
}
