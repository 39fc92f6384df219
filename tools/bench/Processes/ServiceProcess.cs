using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Processes;

/// <summary>A gRPC service in a process of its own, started by a script as LocalAI starts its backends.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int KeptLines = 20;

    /// <summary>Between two tries to connect; short against what a start takes.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(2);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly CancellationTokenSource _exited = new();
    private readonly GrpcChannel _channel;

    private ServiceProcess(string script, int port)
    {
        var start = new ProcessStartInfo("/bin/sh", [script, "--addr", $"127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => _exited.Cancel();
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync };
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}",
            new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = null });
        Client = new Backend.BackendClient(_channel);
    }

    public Backend.BackendClient Client { get; }

    /// <summary>From before the start of the script to the first Health that answered OK.</summary>
    public TimeSpan TimeToFirstOk { get; private set; }

    /// <summary>The memory of the process as it is now.</summary>
    public ProcessMemory Memory => ProcessMemory.Read(_process.Id);

    /// <summary>Starts the script and waits for its first OK.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or answered something else.</exception>
    public static async Task<ServiceProcess> StartAsync(string script, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new MeasureUnavailableException("The services are started by shell scripts, which this system does not run.");
        if (!File.Exists(script))
            throw new MeasureUnavailableException($"The script '{script}' is not there; run dotnet build first.");

        var service = new ServiceProcess(script, FreePort());
        try
        {
            await service.BecomeReadyAsync(cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _exited.Dispose();
    }

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _exited.Token);
        Reply reply;
        try
        {
            reply = await Client.HealthAsync(new HealthMessage(), cancellationToken: ended.Token);
        }
        catch (Exception) when (_exited.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The service ended before it answered: {LastLines()}");
        }
        TimeToFirstOk = Stopwatch.GetElapsedTime(started);
        if (reply.Message.ToStringUtf8() != "OK")
            throw new InvalidOperationException($"Health answered '{reply.Message.ToStringUtf8()}' instead of OK.");
    }

    /// <summary>Tries until the port is open, so that one call can wait for the start.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException)
            {
                socket.Dispose();
                await Task.Delay(RetryDelay, cancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        lock (_lastLines)
        {
            if (line is not null)
                _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
                _lastLines.Dequeue();
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
            return string.Join(" | ", _lastLines);
    }
}
