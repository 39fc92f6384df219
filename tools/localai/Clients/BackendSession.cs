using System.Diagnostics;
using Grpc.Core;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>A host to talk to for the length of one command: one that runs, or one that is started and stopped for it.</summary>
internal sealed class BackendSession
{
    private readonly BackendConnection _connection;
    private readonly HostProcess? _host;
    private readonly Terminal _terminal;

    private BackendSession(BackendConnection connection, HostProcess? host, Terminal terminal)
    {
        _connection = connection;
        _host = host;
        _terminal = terminal;
    }

    /// <summary>The RPCs.</summary>
    public Backend.BackendClient Client => _connection.Client;

    /// <summary>Opens a session, runs <paramref name="body"/> in it, and closes it whatever happens.</summary>
    /// <exception cref="UserError">The host cannot be reached, ended, or refused a call.</exception>
    public static async Task RunAsync(
        ConnectionSettings settings, Terminal terminal, Func<BackendSession, Task> body, CancellationToken cancellationToken)
    {
        if (settings.Address is not null)
        {
            using var connection = new BackendConnection(settings.Address, settings.Token);
            await new BackendSession(connection, null, terminal).RunAsync(body, cancellationToken);
            return;
        }

        var script = HostScript.Find(settings.Host, AppContext.BaseDirectory);
        var output = new HostOutput(settings.Verbose ? terminal.WriteNote : null);
        await using var host = HostProcess.Start(script, settings.Token, output);
        BackendConnection? own = null;
        await LoadDisplay.ShowAsync(
            terminal, "Starting the host", output, async () => own = await host.ConnectAsync(cancellationToken));
        await new BackendSession(own!, host, terminal).RunAsync(body, cancellationToken);
    }

    /// <summary>Opens a session, loads a model, runs <paramref name="body"/>, and closes the session whatever happens.</summary>
    /// <param name="settings">The host.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="model">The model; null for the one that is loaded there.</param>
    /// <param name="body">What is done in the session.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UserError">The host cannot be reached, ended, could not load the model, or refused a call.</exception>
    public static Task RunAsync(
        ConnectionSettings settings, Terminal terminal, ModelOptions? model, Func<BackendSession, Task> body,
        CancellationToken cancellationToken) => RunAsync(
        settings,
        terminal,
        async session =>
        {
            if (model is not null)
                await session.LoadAsync(model, cancellationToken);
            await body(session);
        },
        cancellationToken);

    /// <summary>Loads a model.</summary>
    /// <returns>How long it took.</returns>
    /// <exception cref="UserError">The host could not load it.</exception>
    public async Task<TimeSpan> LoadAsync(ModelOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var result = new Result();
        await LoadDisplay.ShowAsync(
            _terminal,
            $"Loading {options.Model}",
            _host?.Output,
            async () => result = await Client.LoadModelAsync(options, cancellationToken: cancellationToken));
        return result.Success ? clock.Elapsed : throw new UserError(result.Message);
    }

    private async Task RunAsync(Func<BackendSession, Task> body, CancellationToken cancellationToken)
    {
        try
        {
            await body(this);
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && _host is not null)
        {
            throw await _host.DescribeEndAsync();
        }
        catch (RpcException e)
        {
            throw new UserError(Describe(e), e);
        }
    }

    private string Describe(RpcException e) => e.StatusCode switch
    {
        StatusCode.Unavailable =>
            $"No host answers at {_connection.Address}; "
            + $"start one with 'localai serve --addr {_connection.Address}', or leave --addr out.",
        StatusCode.Unauthenticated =>
            $"The host at {_connection.Address} refused the call ({e.Status.Detail}); "
            + $"give its token with --token or {BackendConnection.TokenVariable}.",
        _ when e.Status.Detail.Length > 0 => e.Status.Detail,
        _ => $"The host at {_connection.Address} answered {e.StatusCode} without a reason; its log may say more.",
    };
}
