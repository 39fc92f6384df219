using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>A real host that runs beside the commands.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly HostProcess _process;
    private readonly BackendConnection _connection;

    private RunningHost(HostProcess process, BackendConnection connection)
    {
        _process = process;
        _connection = connection;
    }

    /// <summary>Where it listens.</summary>
    public string Address => _connection.Address;

    /// <summary>Its RPCs.</summary>
    public Plugins.Protocol.Backend.BackendClient Client => _connection.Client;

    public static async Task<RunningHost> StartAsync()
    {
        var process = HostProcess.Start(
            HostScript.Find(null, AppContext.BaseDirectory), token: null, new HostOutput(onLine: null));
        try
        {
            return new RunningHost(process, await process.ConnectAsync(TestContext.Current.CancellationToken));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
