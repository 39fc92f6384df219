using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Bench.Stores;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>
/// What a stored row of 768 numbers costs beyond its key and value, by the growth of the managed heap, against what it may.
/// </summary>
internal sealed class StoreBytesMeasure : IMeasure
{
    private const int Rows = 100_000;
    private const int Dimension = 768;
    private const int ValueBytes = 5;
    private const double Most = 900;

    private VectorData _data = null!;

    public string Name => "store-bytes";

    public string Title => "bytes a row of 768 numbers beyond key and value ÷ 900";

    public string Unit => "bytes";

    public Target Target => Target.UpTo(1);

    public int WarmUpRounds => 0;

    public int LeastRounds => 3;

    public IReadOnlyList<Side> Sides => [new Side("store", OursAsync), new Side("limit", _ => Task.FromResult(Most))];

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _data = VectorData.Of(Rows, Dimension);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<double> OursAsync(CancellationToken cancellationToken)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var store = await FilledStore.OpenAsync(_data, cancellationToken);
        return ((double)(GC.GetTotalMemory(forceFullCollection: true) - before) / Rows) - (Dimension * sizeof(float)) - ValueBytes;
    }
}
