using System.Diagnostics;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Stores;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Searches while another thread sets 10,000 rows a second, against the same searches without.</summary>
internal sealed class StoreWriterMeasure : IMeasure
{
    private const int Rows = 100_000;
    private const int Dimension = 768;
    private const int QueriesPerRound = 64;
    private const int RowsPerSecond = 10_000;
    private const int RowsPerCall = 100;

    private VectorData _data = null!;
    private FilledStore? _store;
    private StoresSetOptions[] _calls = [];
    private int _round;

    public string Name => "store-writer";

    public string Title => "Find in 100k × 768 while 10k rows/s are set ÷ without";

    public string Unit => "ms";

    public Target Target => Target.UpTo(1.3);

    public int WarmUpRounds => 2;

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides => [new Side("beside a writer", BesideAsync), new Side("alone", FindAsync)];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _data = VectorData.Of(Rows, Dimension);
        _store = await FilledStore.OpenAsync(_data, cancellationToken, "threads:1");
        // Half of them new rows, which are deleted after each round, and half new values of old ones.
        _calls =
            [.. Enumerable.Range(0, RowsPerSecond / RowsPerCall).Select(call => FilledStore.Rows(_data, call * RowsPerCall, RowsPerCall))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    private async Task<double> BesideAsync(CancellationToken cancellationToken)
    {
        _round++;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writer = Task.Run(() => WriteAsync(done.Token), cancellationToken);
        var time = await FindAsync(cancellationToken);
        await done.CancelAsync();
        foreach (var call in await writer)
        {
            var delete = new StoresDeleteOptions { Keys = { _calls[call].Keys.Where((_, i) => i % 2 == 0) } };
            await _store!.Store.StoresDeleteAsync(delete, cancellationToken);
        }
        return time;
    }

    private async Task<HashSet<int>> WriteAsync(CancellationToken cancellationToken)
    {
        HashSet<int> written = [];
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; !cancellationToken.IsCancellationRequested; call++)
        {
            var due = TimeSpan.FromSeconds((double)call * RowsPerCall / RowsPerSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, CancellationToken.None);
            var request = _calls[call % _calls.Length];
            for (var i = 0; i < request.Keys.Count; i += 2)
                request.Keys[i].Floats[0] = _round;
            await _store!.Store.StoresSetAsync(request, CancellationToken.None);
            written.Add(call % _calls.Length);
        }
        return written;
    }

    private async Task<double> FindAsync(CancellationToken cancellationToken)
    {
        var elapsed = TimeSpan.Zero;
        for (var query = 0; query < QueriesPerRound; query++)
        {
            var request = FilledStore.Find(_data, query);
            var started = Stopwatch.GetTimestamp();
            await _store!.Store.StoresFindAsync(request, cancellationToken);
            elapsed += Stopwatch.GetElapsedTime(started);
        }
        return elapsed.TotalMilliseconds / QueriesPerRound;
    }
}
