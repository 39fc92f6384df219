using System.Diagnostics;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Stores;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>
/// Sixteen queries that arrive together, with one thread for the search, against usearch given sixteen at once; time a query.
/// </summary>
internal sealed class StoreBatchMeasure(Workbench bench) : IMeasure
{
    private const int Together = 16;
    private const int Rows = 100_000;
    private const int Dimension = 768;

    private VectorData _data = null!;
    private FilledStore? _store;
    private UsearchPeer? _peer;
    private int _next;
    private int _compared;
    private int _equal;
    private int[][] _ours = [];

    public string Name => "store-batch";

    public string Title => "16 queries together, 100k × 768, each ÷ usearch batch";

    public string Unit => "ms";

    public Target Target => Target.UpTo(0.3);

    public int WarmUpRounds => 2;

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides => [new Side("store", OursAsync), new Side("usearch", UsearchAsync)];

    public IEnumerable<string> Notes => [$"{_equal} of {_compared} answers have the same rows in the same order."];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _data = VectorData.Of(Rows, Dimension);
        _store = await FilledStore.OpenAsync(_data, cancellationToken, "threads:1");
        _peer = await UsearchPeer.StartAsync(bench, _data, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_peer is not null)
            await _peer.DisposeAsync();
    }

    private async Task<double> OursAsync(CancellationToken cancellationToken)
    {
        _next = (_next + Together) % VectorData.QueryCount;
        StoresFindOptions[] requests = [.. Enumerable.Range(_next, Together).Select(query => FilledStore.Find(_data, query))];
        // From sixteen callers, so that they meet as the calls of clients do: the first is searched alone, the others share a pass.
        var started = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            requests.Select(request => Task.Run(() => _store!.Store.StoresFindAsync(request, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        _ours = [.. answers.Select(FilledStore.Ids)];
        return elapsed.TotalMilliseconds / Together;
    }

    private async Task<double> UsearchAsync(CancellationToken cancellationToken)
    {
        var (seconds, ids) = await _peer!.RunAsync("batch", _next, Together, 0, cancellationToken);
        for (var i = 0; i < Together; i++, _compared++)
            _equal += Nearest.Equal(_data, _next + i, _ours[i], ids[i]) ? 1 : 0;
        return seconds * 1000 / Together;
    }
}
