using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Keeps vectors with values and finds the nearest.</summary>
public interface IVectorStore : ICapability
{
    /// <summary>Stores or replaces <c>Values[i]</c> under <c>Keys[i]</c>; all keys have the store's dimension. All or nothing.</summary>
    Task<Result> StoresSetAsync(StoresSetOptions request, CancellationToken cancellationToken);

    /// <summary>Deletes keys, compared bit for bit; missing ones are no fault.</summary>
    Task<Result> StoresDeleteAsync(StoresDeleteOptions request, CancellationToken cancellationToken);

    /// <summary>Reads the values of keys.</summary>
    /// <returns>The keys that exist, in sorted order, with their values.</returns>
    Task<StoresGetResult> StoresGetAsync(StoresGetOptions request, CancellationToken cancellationToken);

    /// <summary>Finds the <c>TopK</c> (≥ 1) keys nearest to <c>Key</c>.</summary>
    /// <returns>Keys, values and cosine similarities in [-1, 1], most similar first, three lists of one length.</returns>
    Task<StoresFindResult> StoresFindAsync(StoresFindOptions request, CancellationToken cancellationToken);
}
