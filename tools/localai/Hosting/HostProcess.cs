using System.Diagnostics;
using Grpc.Core;
using LocalAI.CommandLine.Clients;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Hosting;

/// <summary>A host that this tool started, on a free loopback port, and stops.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FreeWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly Task _output;

    private HostProcess(Process process, string address, HostOutput output)
    {
        _process = process;
        Address = address;
        Output = output;
        _output = Task.WhenAll(output.FollowAsync(process.StandardOutput, isError: false), output.FollowAsync(process.StandardError, isError: true));
    }

    /// <summary>Where it listens, <c>127.0.0.1:PORT</c>.</summary>
    public string Address { get; }

    /// <summary>What it writes.</summary>
    public HostOutput Output { get; }

    /// <summary>Whether it ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a host.</summary>
    /// <param name="script">Its run.sh.</param>
    /// <param name="token">The token that it asks its clients for; none when null.</param>
    /// <param name="output">Takes what it writes.</param>
    public static HostProcess Start(string script, string? token, HostOutput output)
    {
        var address = $"127.0.0.1:{LoopbackPort.FindFree()}";
        Dictionary<string, string> environment = [];
        if (token is not null)
            environment[BackendConnection.TokenVariable] = token;
        return new HostProcess(ChildProcess.Start(script, ["--addr", address], environment), address, output);
    }

    /// <summary>Waits until Health answers exactly <c>OK</c>.</summary>
    /// <exception cref="UserError">The host ended, or did not become ready in time.</exception>
    public async Task WaitUntilReadyAsync(BackendConnection connection, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var ended = _process.WaitForExitAsync(cancellationToken);
        while (!await connection.IsReadyAsync(cancellationToken))
        {
            if (clock.Elapsed > ReadyWithin)
                throw new UserError($"The host did not become ready within {ReadyWithin.TotalSeconds} s; its last line was: {Output.Latest}");
            if (await Task.WhenAny(ended, Task.Delay(ProbeInterval, cancellationToken)) == ended)
                throw await DescribeEndAsync();
        }
    }

    /// <summary>Why the host ended, by its exit code and the last line of its stderr.</summary>
    public async Task<UserError> DescribeEndAsync()
    {
        await Task.WhenAny(_output, Task.Delay(FreeWithin));
        var diagnosis = Output.LastError.Length > 0 ? Output.LastError : "it wrote nothing to stderr.";
        return new UserError($"The host ended with exit code {_process.ExitCode}: {diagnosis}");
    }

    /// <summary>Frees the model, asks the host to end, and ends it when it does not.</summary>
    public async Task StopAsync(BackendConnection connection)
    {
        if (!HasEnded)
        {
            try
            {
                await connection.Client.FreeAsync(new HealthMessage(), deadline: DateTime.UtcNow + FreeWithin);
            }
            catch (RpcException)
            {
                // It ends anyway.
            }
            ProcessControl.Terminate(_process);
        }
        await EndAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!HasEnded)
            ProcessControl.Terminate(_process);
        await EndAsync();
        _process.Dispose();
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
