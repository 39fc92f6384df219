using System.Diagnostics;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Stores;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>StoresFind of the ten nearest of 100,000 rows of 768 numbers through the host, against the same call in this process.</summary>
internal sealed class StoreCallMeasure(Workbench bench) : IMeasure
{
    private const int Rows = 100_000;
    private const int Dimension = 768;
    // Of which the median is taken: a call is shorter than what disturbs it on a shared machine.
    private const int QueriesPerRound = 32;

    private VectorData _data = null!;
    private FilledStore? _store;
    private ServiceProcess? _host;
    private int _next;

    public string Name => "store-grpc";

    public string Title => "Find in 100k × 768 through gRPC, 1 client ÷ call in process";

    public string Unit => "ms";

    public Target Target => Target.UpTo(1.1);

    /// <summary>Until the runtime has compiled all of a call for speed, in both processes.</summary>
    public int WarmUpRounds => 24;

    public int LeastRounds => 41;

    public IReadOnlyList<Side> Sides =>
    [
        new Side("host", token => FindAsync(async request => await _host!.Client.StoresFindAsync(request, cancellationToken: token))),
        new Side("in process", token => FindAsync(request => _store!.Store.StoresFindAsync(request, token))),
    ];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _data = VectorData.Of(Rows, Dimension);
        _store = await FilledStore.OpenAsync(_data, cancellationToken, "threads:1");
        _host = await bench.StartHostAsync(cancellationToken);
        var loaded = await _host.Client.LoadModelAsync(
            new ModelOptions { Model = "store://bench", Options = { "threads:1" } }, cancellationToken: cancellationToken);
        if (!loaded.Success)
            throw new MeasureUnavailableException(loaded.Message);
        for (var row = 0; row < Rows; row += FilledStore.RowsPerCall)
            await _host.Client.StoresSetAsync(FilledStore.Rows(_data, row, FilledStore.RowsPerCall), cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task<double> FindAsync(Func<StoresFindOptions, Task<StoresFindResult>> find)
    {
        var times = new double[QueriesPerRound];
        for (var i = 0; i < QueriesPerRound; i++)
        {
            var request = FilledStore.Find(_data, _next++ % VectorData.QueryCount);
            var started = Stopwatch.GetTimestamp();
            await find(request);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return Spread.Of(times).Median;
    }
}
