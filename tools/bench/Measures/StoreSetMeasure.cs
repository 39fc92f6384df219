using System.Diagnostics;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Stores;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>
/// StoresSet of 1,000 rows of 768 numbers, against what cannot be less: the same bytes copied, or appended to a file and flushed.
/// </summary>
/// <param name="bench">Where files are written.</param>
/// <param name="durable">Whether the namespace is in a folder, with durability:always.</param>
internal sealed class StoreSetMeasure(Workbench bench, bool durable) : IMeasure
{
    private const int Dimension = 768;
    private const int Calls = 20;

    // Not counted: a new namespace, or a new file, becomes one that is growing. Of the others the median is taken.
    private const int FirstCalls = 4;

    private readonly string _bare = Path.Combine(bench.Artifacts, "store-set-bare");
    private readonly List<float[]> _copies = [];
    private VectorData _data = null!;
    private FilledStore? _store;
    private string _folder = "";
    private int _round;

    public string Name => durable ? "store-set-durable" : "store-set-memory";

    public string Title => durable
        ? "Set, 1,000 rows × 768 a call, durable ÷ append and fsync of the same bytes"
        : "Set, 1,000 rows × 768 a call, memory ÷ memcpy of the same bytes into new memory";

    public string Unit => "ms";

    public Target Target => Target.UpTo(durable ? 1.5 : 3);

    /// <summary>Until the runtime has compiled all of it for speed.</summary>
    public int WarmUpRounds => 8;

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides =>
        [new Side("store", OursAsync), new Side(durable ? "append and fsync" : "memcpy", _ => Task.FromResult(Bare()))];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _data = VectorData.Of(Calls * FilledStore.RowsPerCall, Dimension);
        _folder = Path.Combine(bench.Artifacts, "store-set");
        if (!durable)
            _store = await FilledStore.OpenAsync(null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        File.Delete(_bare);
    }

    private async Task CloseAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task<double> OursAsync(CancellationToken cancellationToken)
    {
        // In a folder that is new each round, so that no snapshot is being written beside either side.
        if (durable)
        {
            await CloseAsync();
            _store = await FilledStore.OpenAsync(null, cancellationToken, $"path:{Directory.CreateDirectory(_folder).FullName}");
        }
        _round++;
        var times = new List<double>();
        for (var call = 0; call < Calls; call++)
        {
            var request = FilledStore.Rows(_data, call * FilledStore.RowsPerCall, FilledStore.RowsPerCall);
            // Keys of each round are new ones.
            foreach (var key in request.Keys)
                key.Floats[0] = _round;
            var started = Stopwatch.GetTimestamp();
            await _store!.Store.StoresSetAsync(request, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Typical(times);
    }

    private static double Typical(List<double> times)
    {
        times.RemoveRange(0, FirstCalls);
        times.Sort();
        return times[times.Count / 2];
    }

    private double Bare()
    {
        // Before the copy: what is thrown away must not be collected within it.
        _copies.Clear();
        using var file = durable ? new FileStream(_bare, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0) : null;
        var times = new List<double>();
        for (var call = 0; call < Calls; call++)
        {
            var rows = _data.Base.AsSpan(call * FilledStore.RowsPerCall * Dimension, FilledStore.RowsPerCall * Dimension);
            var values = new byte[FilledStore.RowsPerCall * 5];
            var started = Stopwatch.GetTimestamp();
            if (file is not null)
            {
                file.Write(MemoryMarshal.AsBytes(rows));
                file.Write(values);
                file.Flush(flushToDisk: true);
            }
            else
            {
                var copy = GC.AllocateUninitializedArray<float>(rows.Length, pinned: true);
                rows.CopyTo(copy);
                _copies.Add(copy);
            }
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Typical(times);
    }
}
