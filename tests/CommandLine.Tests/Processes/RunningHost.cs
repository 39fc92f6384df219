using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>A real host that runs beside the commands.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly HostProcess _process;
    private readonly BackendConnection _connection;

    private RunningHost(HostProcess process)
    {
        _process = process;
        _connection = new BackendConnection(process.Address, token: null);
    }

    /// <summary>Where it listens.</summary>
    public string Address => _process.Address;

    /// <summary>Its RPCs.</summary>
    public Plugins.Protocol.Backend.BackendClient Client => _connection.Client;

    public static async Task<RunningHost> StartAsync()
    {
        var host = new RunningHost(HostProcess.Start(
            HostScript.Find(null, AppContext.BaseDirectory), token: null, new HostOutput(onLine: null)));
        await host._process.WaitUntilReadyAsync(host._connection, TestContext.Current.CancellationToken);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(_connection);
        await _process.DisposeAsync();
        _connection.Dispose();
    }
}
