using System.Diagnostics;
using System.Globalization;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Seeing;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Detect through the host by four clients: what they get done together against one alone, or how unevenly they wait.</summary>
/// <param name="bench">Where the host is.</param>
/// <param name="latency">The 99th of 100 times against the median of four clients; otherwise calls a second of four against one.</param>
internal sealed class SeeingClientsMeasure(Workbench bench, bool latency) : IMeasure
{
    private const int Clients = 4;
    private const int CallsPerRound = 120;

    private ServiceProcess? _host;
    private DetectOptions _request = null!;
    private double[] _times = [];
    private double _mebibytes;

    public string Name => latency ? "seeing-p99" : "seeing-clients";

    public string Title => latency
        ? "Detect through gRPC, 4 clients, 99th percentile ÷ median"
        : "Detect through gRPC, 4 clients ÷ 1 client";

    public string Unit => latency ? "ms" : "calls/s";

    public Target Target => latency ? Target.UpTo(6) : Target.From(1);

    public int WarmUpRounds => 2;

    public IReadOnlyList<Side> Sides => latency
        ? [new Side("99th percentile", LatencyAsync), new Side("median", _ => Task.FromResult(At(0.5)))]
        : [new Side("4 clients", token => RateAsync(Clients, token)), new Side("1 client", token => RateAsync(1, token))];

    public IEnumerable<string> Notes =>
        [string.Create(CultureInfo.InvariantCulture, $"After the last round the host holds {_mebibytes:0} MiB.")];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var file = bench.Shared("models", "detect", "yolox_nano.onnx");
        _request = new DetectOptions { Src = Photos.Base64(bench.Shared("data", "objects", "dog.jpg")) };
        _host = await bench.StartHostAsync(cancellationToken);
        var loaded = await _host.Client.LoadModelAsync(
            new ModelOptions { Model = file, ModelFile = file }, cancellationToken: cancellationToken);
        if (!loaded.Success)
            throw new MeasureUnavailableException(loaded.Message);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task<double> LatencyAsync(CancellationToken cancellationToken)
    {
        await RateAsync(Clients, cancellationToken);
        return At(0.99);
    }

    private async Task<double> RateAsync(int clients, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => CallAsync(CallsPerRound / clients, cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        _mebibytes = _host!.Memory.Resident / 1048576.0;
        _times = [.. times.SelectMany(client => client).Order()];
        return CallsPerRound / elapsed.TotalSeconds;
    }

    private async Task<double[]> CallAsync(int calls, CancellationToken cancellationToken)
    {
        var times = new double[calls];
        for (var i = 0; i < calls; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await _host!.Client.DetectAsync(_request, cancellationToken: cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return times;
    }

    private double At(double share) => _times[(int)(share * (_times.Length - 1))];
}
