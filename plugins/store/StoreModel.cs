using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;

namespace LocalAI.Plugins.Store;

/// <summary>A namespace as a loaded model.</summary>
internal sealed class StoreModel(StoreSettings settings, NamespaceLease lease, StoreMeters meters) : IModel, IVectorStore
{
    // Readers never wait; how many work at once is the search queue's business.
    private const int MostCalls = 1024;

    private readonly IVectorNamespace _store = lease.Namespace;
    private readonly StoreCalls _calls = new(settings.Name, lease.Namespace, meters);

    /// <inheritdoc/>
    public string Description => $"{NamespaceName.Prefix}{settings.Name} {_store.Description}";

    /// <inheritdoc/>
    public Device Device => Device.Cpu;

    /// <inheritdoc/>
    public int Parallelism => MostCalls;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Memory => _store.State.Bytes;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Figures
    {
        get
        {
            var state = _store.State;
            var figures = new Dictionary<string, ulong> { ["rows"] = (ulong)state.Rows, ["dimension"] = (ulong)state.Dimension };
            if (state.IndexedRows is { } indexed)
                figures["indexed_rows"] = (ulong)indexed;
            foreach (var (name, bytes) in state.BytesElsewhere)
                figures[name + "_bytes"] = bytes;
            return figures;
        }
    }

    /// <inheritdoc/>
    public Task<Result> StoresSetAsync(StoresSetOptions request, CancellationToken cancellationToken) =>
        _calls.StoresSetAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<Result> StoresDeleteAsync(StoresDeleteOptions request, CancellationToken cancellationToken) =>
        _calls.StoresDeleteAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<StoresGetResult> StoresGetAsync(StoresGetOptions request, CancellationToken cancellationToken) =>
        _calls.StoresGetAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<StoresFindResult> StoresFindAsync(StoresFindOptions request, CancellationToken cancellationToken) =>
        _calls.StoresFindAsync(request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => lease.DisposeAsync();
}
