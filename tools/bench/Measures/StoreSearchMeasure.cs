using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Stores;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Exact search of the ten nearest with one thread, a query at a time, against usearch or a plain loop of dot products.</summary>
/// <param name="bench">Where usearch is installed.</param>
/// <param name="rows">Rows.</param>
/// <param name="dimension">Numbers of each.</param>
/// <param name="againstUsearch">Against usearch's exact search; otherwise against TensorPrimitives.Dot over all rows.</param>
/// <param name="target">What the ratio should be.</param>
internal sealed class StoreSearchMeasure(Workbench bench, int rows, int dimension, bool againstUsearch, Target target) : IMeasure
{
    // Of few rows so many that a round is longer than what disturbs it.
    private readonly int _queries = rows < 100_000 ? VectorData.QueryCount : 16;

    private VectorData _data = null!;
    private FilledStore? _store;
    private UsearchPeer? _peer;
    private int _next;
    private int _compared;
    private int _equal;
    private int[][] _ours = [];

    public string Name => $"store-{(againstUsearch ? "exact" : "scan")}-{Size(rows)}x{dimension}";

    public string Title =>
        $"exact top 10 of {Size(rows)} × {dimension} ÷ {(againstUsearch ? "usearch exact" : "TensorPrimitives.Dot scan")}";

    public string Unit => "ms";

    public Target Target => target;

    /// <summary>Until the runtime has compiled all of it for speed, which takes calls, not rows.</summary>
    public int WarmUpRounds => rows < 100_000 ? 96 : 2;

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides =>
    [
        new Side("store", OursAsync),
        againstUsearch ? new Side("usearch", UsearchAsync) : new Side("scan", _ => Task.FromResult(Scan())),
    ];

    public IEnumerable<string> Notes => [$"{_equal} of {_compared} answers have the same rows in the same order."];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _data = VectorData.Of(rows, dimension);
        _store = await FilledStore.OpenAsync(_data, cancellationToken, "threads:1");
        if (againstUsearch)
            _peer = await UsearchPeer.StartAsync(bench, _data, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_peer is not null)
            await _peer.DisposeAsync();
    }

    /// <summary>1k, 100k, 1M.</summary>
    internal static string Size(int rows)
    {
        var millions = rows >= 1_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"{rows / (millions ? 1_000_000 : 1000)}{(millions ? 'M' : 'k')}");
    }

    private async Task<double> OursAsync(CancellationToken cancellationToken)
    {
        _next = (_next + _queries) % VectorData.QueryCount;
        _ours = new int[_queries][];
        var elapsed = TimeSpan.Zero;
        for (var i = 0; i < _queries; i++)
        {
            var request = FilledStore.Find(_data, _next + i);
            var started = Stopwatch.GetTimestamp();
            var answer = await _store!.Store.StoresFindAsync(request, cancellationToken);
            elapsed += Stopwatch.GetElapsedTime(started);
            _ours[i] = FilledStore.Ids(answer);
        }
        return elapsed.TotalMilliseconds / _queries;
    }

    private async Task<double> UsearchAsync(CancellationToken cancellationToken)
    {
        var (seconds, ids) = await _peer!.RunAsync("exact", _next, _queries, 0, cancellationToken);
        Compare(ids);
        return seconds * 1000 / _queries;
    }

    private double Scan()
    {
        var similarities = new float[rows];
        var ids = new int[_queries][];
        var elapsed = TimeSpan.Zero;
        for (var i = 0; i < _queries; i++)
        {
            var query = _data.Query(_next + i);
            var started = Stopwatch.GetTimestamp();
            for (var row = 0; row < rows; row++)
                similarities[row] = TensorPrimitives.Dot(query, _data.Row(row));
            elapsed += Stopwatch.GetElapsedTime(started);
            ids[i] = [.. Enumerable.Range(0, rows).OrderByDescending(row => similarities[row]).Take(10)];
        }
        Compare(ids);
        return elapsed.TotalMilliseconds / _queries;
    }

    private void Compare(int[][] theirs)
    {
        for (var i = 0; i < _queries; i++, _compared++)
            _equal += Nearest.Equal(_data, _next + i, _ours[i], theirs[i]) ? 1 : 0;
    }
}
