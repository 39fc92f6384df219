using System.Diagnostics;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>How many Health calls a second the host answers, against a service that can do nothing else.</summary>
internal sealed class HealthMeasure : IMeasure
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Workbench _bench;
    private readonly int _callers;
    private ServiceProcess? _host;
    private ServiceProcess? _empty;

    public HealthMeasure(Workbench bench, int callers)
    {
        _bench = bench;
        _callers = callers;
        Sides =
        [
            new Side("host", token => RateAsync(_host!.Client, token)),
            new Side("empty service", token => RateAsync(_empty!.Client, token)),
        ];
    }

    public string Name => $"health-{_callers}";

    public string Title => $"Health, {(_callers == 1 ? "1 caller" : $"{_callers} callers")} ÷ empty Grpc.AspNetCore service";

    public string Unit => "calls/s";

    public Target Target => Target.From(0.9);

    /// <summary>Until the runtime has compiled the hot paths of both with what it learnt about them.</summary>
    public int WarmUpRounds => 4;

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _host = await _bench.StartHostAsync(cancellationToken);
        _empty = await ServiceProcess.StartAsync(Workbench.EmptyServiceScript, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_empty is not null)
            await _empty.DisposeAsync();
    }

    private async Task<double> RateAsync(Backend.BackendClient client, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var callers = Enumerable.Range(0, _callers).Select(_ => Task.Run(() => CallAsync(client, started, cancellationToken)));
        var calls = await Task.WhenAll(callers);
        return calls.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<int> CallAsync(Backend.BackendClient client, long started, CancellationToken cancellationToken)
    {
        var request = new HealthMessage();
        var calls = 0;
        while (Stopwatch.GetElapsedTime(started) < Window)
        {
            await client.HealthAsync(request, cancellationToken: cancellationToken);
            calls++;
        }
        return calls;
    }
}
