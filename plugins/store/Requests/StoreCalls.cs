using System.Diagnostics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Requests;

/// <summary>The four RPCs on a namespace: what can be checked of a request alone is checked here, and what is done is counted.</summary>
internal sealed class StoreCalls(string name, IVectorNamespace store, StoreMeters meters) : IVectorStore
{
    /// <inheritdoc/>
    public Task<Result> StoresSetAsync(StoresSetOptions request, CancellationToken cancellationToken) => CountFailuresAsync(async () =>
    {
        if (request.Keys.Count == 0)
            throw Invalid("Keys is empty; send at least one key with its value.");
        if (request.Keys.Count != request.Values.Count)
            throw Invalid($"There are {request.Keys.Count} keys and {request.Values.Count} values; send one value for each key.");
        await store.SetAsync(request.Keys, request.Values, cancellationToken);
        meters.Set(name, request.Keys.Count);
        return new Result { Success = true, Message = "Set key" };
    });

    /// <inheritdoc/>
    public Task<Result> StoresDeleteAsync(StoresDeleteOptions request, CancellationToken cancellationToken) => CountFailuresAsync(async () =>
    {
        if (request.Keys.Count == 0)
            throw Invalid("Keys is empty; send at least one key to delete.");
        await store.DeleteAsync(request.Keys, cancellationToken);
        meters.Deleted(name, request.Keys.Count);
        return new Result { Success = true, Message = "Deleted key" };
    });

    /// <inheritdoc/>
    public Task<StoresGetResult> StoresGetAsync(StoresGetOptions request, CancellationToken cancellationToken) =>
        CountFailuresAsync(async () =>
        {
            if (request.Keys.Count == 0)
                return new StoresGetResult();
            var result = await store.GetAsync(request.Keys, cancellationToken);
            meters.Read(name, result.Keys.Count);
            return result;
        });

    /// <inheritdoc/>
    public Task<StoresFindResult> StoresFindAsync(StoresFindOptions request, CancellationToken cancellationToken) =>
        CountFailuresAsync(async () =>
        {
            var started = Stopwatch.GetTimestamp();
            if (request.TopK < 1)
                throw Invalid($"TopK is {request.TopK}; send at least 1.");
            if (request.Key is not { Floats.Count: > 0 } key)
                throw Invalid("Key is missing or empty; send the vector to compare with.");
            float[] vector = [.. key.Floats];
            if (!double.IsFinite(RowCoder.Measure(vector).Norm))
                throw KeyBatch.NotFinite("Key", vector);
            var result = await store.FindAsync(vector, request.TopK, cancellationToken);
            meters.Found(name, started);
            return result;
        });

    private async Task<T> CountFailuresAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception)
        {
            meters.Failed(name);
            throw;
        }
    }

    private static EngineException Invalid(string message) => new(EngineFailure.InvalidInput, message);
}
