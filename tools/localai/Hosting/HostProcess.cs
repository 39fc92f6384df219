using System.Diagnostics;
using Grpc.Core;
using LocalAI.CommandLine.Clients;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Hosting;

/// <summary>A host that this tool started, on a loopback port that the host picks, and stops.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FreeWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DiagnosisWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly string? _token;
    private readonly Task _output;
    private BackendConnection? _connection;

    private HostProcess(Process process, string? token, HostOutput output)
    {
        _process = process;
        _token = token;
        Output = output;
        _output = Task.WhenAll(
            output.FollowAsync(process.StandardOutput, isError: false), output.FollowAsync(process.StandardError, isError: true));
    }

    /// <summary>What it writes.</summary>
    public HostOutput Output { get; }

    /// <summary>Starts a host.</summary>
    /// <param name="script">Its run.sh.</param>
    /// <param name="token">The token that it asks its clients for; none when null.</param>
    /// <param name="output">Takes what it writes.</param>
    public static HostProcess Start(string script, string? token, HostOutput output)
    {
        Dictionary<string, string> environment = [];
        if (token is not null)
            environment[BackendConnection.TokenVariable] = token;
        return new HostProcess(ChildProcess.Start(script, ["--addr", "127.0.0.1:0"], environment), token, output);
    }

    /// <summary>Waits until it listens and Health answers exactly <c>OK</c>.</summary>
    /// <returns>The connection, which lives as long as this.</returns>
    /// <exception cref="UserError">The host ended, or did not become ready in time.</exception>
    public async Task<BackendConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadyWithin);
        try
        {
            await await Task.WhenAny(Output.Address, _process.WaitForExitAsync(limit.Token));
            // Ctrl-C reaches the host too; then its end is what was asked for.
            cancellationToken.ThrowIfCancellationRequested();
            if (!Output.Address.IsCompleted)
                throw await DescribeEndAsync();

            _connection = new BackendConnection(await Output.Address, _token);
            var health = await _connection.Client.HealthAsync(new HealthMessage(), cancellationToken: limit.Token);
            return health.Message.Span.SequenceEqual("OK"u8)
                ? _connection
                : throw new UserError($"The host answered Health with '{health.Message.ToStringUtf8()}' instead of OK.");
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is OperationCanceledException or RpcException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new UserError($"The host was not ready in {ReadyWithin.TotalSeconds} s; its last line: {Output.Latest}");
        }
        catch (RpcException)
        {
            throw await DescribeEndAsync();
        }
    }

    /// <summary>Why the host ended, by its exit code and the last line of its stderr.</summary>
    public async Task<UserError> DescribeEndAsync()
    {
        // What it wrote last may still be on its way, and its connections close a little before it has an exit code.
        await Task.WhenAny(Task.WhenAll(_output, _process.WaitForExitAsync()), Task.Delay(DiagnosisWithin));
        if (!_process.HasExited)
            return new UserError($"The host no longer answers; its last line: {Output.Latest}");
        var diagnosis = Output.LastError.Length > 0 ? Output.LastError : "it wrote nothing to stderr.";
        return new UserError($"The host ended with exit code {_process.ExitCode}: {diagnosis}");
    }

    /// <summary>Frees the model, asks the host to end, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await FreeAsync();
            ProcessControl.Terminate(_process);
            await EndAsync();
        }
        _connection?.Dispose();
        _process.Dispose();
    }

    private async Task FreeAsync()
    {
        if (_connection is null)
            return;
        try
        {
            await _connection.Client.FreeAsync(new HealthMessage(), deadline: DateTime.UtcNow + FreeWithin);
        }
        catch (RpcException)
        {
            // It ends anyway.
        }
    }

    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(EndWithin);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
