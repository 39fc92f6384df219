using System.Diagnostics;
using System.Globalization;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Stores;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>The ten nearest by the approximate index, a query at a time, against usearch's at the same recall.</summary>
internal sealed class StoreGraphMeasure(Workbench bench, int rows, int dimension) : IMeasure
{
    private const double Recall = 0.99;
    private const int QueriesPerRound = VectorData.QueryCount;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly List<string> _notes = [];
    private VectorData _data = null!;
    private FilledStore? _store;
    private UsearchPeer? _peer;
    private int[][] _truth = [];
    private int _expansion;
    private double _ourRecall;
    private double _theirRecall;

    public string Name => $"store-hnsw-{StoreSearchMeasure.Size(rows)}x{dimension}";

    public string Title => $"HNSW top 10 of {StoreSearchMeasure.Size(rows)} × {dimension} at recall ≥ 0.99 ÷ usearch HNSW";

    public string Unit => "queries/s";

    public Target Target => Target.From(0.8);

    public int WarmUpRounds => 2;

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides => [new Side("store", OursAsync), new Side("usearch", UsearchAsync)];

    public IEnumerable<string> Notes =>
        [.. _notes, string.Create(CultureInfo.InvariantCulture, $"recall@10: store {_ourRecall:F4}, usearch {_theirRecall:F4}")];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _data = VectorData.Of(rows, dimension);
        await using (var exact = await FilledStore.OpenAsync(_data, cancellationToken))
        {
            _truth = new int[QueriesPerRound][];
            for (var query = 0; query < QueriesPerRound; query++)
                _truth[query] = FilledStore.Ids(await exact.Store.StoresFindAsync(FilledStore.Find(_data, query), cancellationToken));
        }

        var started = Stopwatch.GetTimestamp();
        _store = await FilledStore.OpenAsync(_data, cancellationToken, "index:hnsw", "recall:0.995");
        while (_store.Model.Figures.GetValueOrDefault("indexed_rows") < (ulong)rows)
            await Task.Delay(Poll, cancellationToken);
        Note($"store: stored and indexed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, {_store.Model.Description}");

        _peer = await UsearchPeer.StartAsync(bench, _data, cancellationToken);
        var (seconds, _) = await _peer.RunAsync("build", 0, 0, 0, cancellationToken);
        _expansion = await FindExpansionAsync(cancellationToken);
        Note($"usearch: indexed in {seconds:F0} s, expansion {_expansion}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_peer is not null)
            await _peer.DisposeAsync();
    }

    // The smallest that reaches the recall, so that it is not made slower than it needs to be.
    private async Task<int> FindExpansionAsync(CancellationToken cancellationToken)
    {
        var expansion = 16;
        while (await RecallAsync(expansion) < Recall)
            expansion = (int)(expansion * 1.25) + 1;
        return expansion;

        async Task<double> RecallAsync(int tried) =>
            Nearest.Recall(_truth, (await _peer!.RunAsync("graph", 0, QueriesPerRound, tried, cancellationToken)).Ids);
    }

    private async Task<double> OursAsync(CancellationToken cancellationToken)
    {
        var found = new int[QueriesPerRound][];
        var elapsed = TimeSpan.Zero;
        for (var query = 0; query < QueriesPerRound; query++)
        {
            var request = FilledStore.Find(_data, query);
            var started = Stopwatch.GetTimestamp();
            var answer = await _store!.Store.StoresFindAsync(request, cancellationToken);
            elapsed += Stopwatch.GetElapsedTime(started);
            found[query] = FilledStore.Ids(answer);
        }
        _ourRecall = Nearest.Recall(_truth, found);
        return QueriesPerRound / elapsed.TotalSeconds;
    }

    private async Task<double> UsearchAsync(CancellationToken cancellationToken)
    {
        var (seconds, ids) = await _peer!.RunAsync("graph", 0, QueriesPerRound, _expansion, cancellationToken);
        _theirRecall = Nearest.Recall(_truth, ids);
        return QueriesPerRound / seconds;
    }

    private void Note(FormattableString text) => _notes.Add(text.ToString(CultureInfo.InvariantCulture));
}
