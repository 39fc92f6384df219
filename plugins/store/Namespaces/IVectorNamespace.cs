using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Requests;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>A namespace, wherever it is kept. What it is given has been checked but for what depends on its keys.</summary>
internal interface IVectorNamespace : IAsyncDisposable
{
    /// <summary>One line for people: where it is kept and how it is searched.</summary>
    string Description { get; }

    /// <summary>How it is now, from what is known without asking anybody.</summary>
    NamespaceState State { get; }

    /// <summary>Takes over settings that another LoadModel of the same namespace has brought.</summary>
    void Use(StoreSettings settings);

    /// <summary>Stores or replaces values; all or nothing. Keys are at least one and as many as values.</summary>
    Task SetAsync(IReadOnlyList<StoresKey> keys, IReadOnlyList<StoresValue> values, CancellationToken cancellationToken);

    /// <summary>Deletes keys, at least one; those that are not there are no fault.</summary>
    Task DeleteAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken);

    /// <summary>The keys that are there, in sorted order, with their values.</summary>
    Task<StoresGetResult> GetAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken);

    /// <summary>The keys nearest to a vector of finite numbers, at most so many (at least 1), equals in sorted order.</summary>
    Task<StoresFindResult> FindAsync(float[] key, int topK, CancellationToken cancellationToken);
}
