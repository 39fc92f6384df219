using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Requests;

/// <summary>The four RPCs on a namespace: what can be checked of a request alone is checked here.</summary>
internal static class StoreCalls
{
    /// <summary>StoresSet.</summary>
    public static async Task<Result> SetAsync(IVectorNamespace store, StoresSetOptions request, CancellationToken cancellationToken)
    {
        if (request.Keys.Count == 0)
            throw Invalid("Keys is empty; send at least one key with its value.");
        if (request.Keys.Count != request.Values.Count)
            throw Invalid($"There are {request.Keys.Count} keys and {request.Values.Count} values; send one value for each key.");
        await store.SetAsync(request.Keys, request.Values, cancellationToken);
        return new Result { Success = true, Message = "Set key" };
    }

    /// <summary>StoresDelete.</summary>
    public static async Task<Result> DeleteAsync(IVectorNamespace store, StoresDeleteOptions request, CancellationToken cancellationToken)
    {
        if (request.Keys.Count == 0)
            throw Invalid("Keys is empty; send at least one key to delete.");
        await store.DeleteAsync(request.Keys, cancellationToken);
        return new Result { Success = true, Message = "Deleted key" };
    }

    /// <summary>StoresGet.</summary>
    public static Task<StoresGetResult> GetAsync(IVectorNamespace store, StoresGetOptions request, CancellationToken cancellationToken) =>
        request.Keys.Count == 0 ? Task.FromResult(new StoresGetResult()) : store.GetAsync(request.Keys, cancellationToken);

    /// <summary>StoresFind.</summary>
    public static Task<StoresFindResult> FindAsync(IVectorNamespace store, StoresFindOptions request, CancellationToken cancellationToken)
    {
        if (request.TopK < 1)
            throw Invalid($"TopK is {request.TopK}; send at least 1.");
        if (request.Key is not { Floats.Count: > 0 } key)
            throw Invalid("Key is missing or empty; send the vector to compare with.");
        float[] vector = [.. key.Floats];
        if (!double.IsFinite(RowCoder.Measure(vector).Norm))
            throw KeyBatch.NotFinite("Key", vector);
        return store.FindAsync(key, request.TopK, cancellationToken);
    }

    private static EngineException Invalid(string message) => new(EngineFailure.InvalidInput, message);
}
