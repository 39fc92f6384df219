using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Store;

/// <summary>
/// Keeps vectors with values and finds the nearest. A namespace is a model, <c>store://NAME</c>; without one the engine itself
/// answers for the default namespace, in memory.
/// </summary>
public sealed class StoreEngine : IEngine, IVectorStore, IAsyncDisposable
{
    private readonly NamespaceTable _namespaces;
    private readonly StoreMeters _meters = new();
    private readonly Lazy<Task<StoreCalls>> _default;

    /// <summary>The engine of a plugin folder.</summary>
    /// <param name="context">What the host gives.</param>
    public StoreEngine(EngineContext? context = null)
    {
        _namespaces = new NamespaceTable(context?.Logger ?? NullLogger.Instance);
        _default = new(OpenDefaultAsync);
    }

    /// <inheritdoc/>
    public async Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var settings = StoreSettingsReader.Read(options, Environment.GetEnvironmentVariable);
        return new StoreModel(settings, await _namespaces.OpenAsync(settings, cancellationToken), _meters);
    }

    /// <inheritdoc/>
    public async Task<Result> StoresSetAsync(StoresSetOptions request, CancellationToken cancellationToken) =>
        await (await _default.Value).StoresSetAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task<Result> StoresDeleteAsync(StoresDeleteOptions request, CancellationToken cancellationToken) =>
        await (await _default.Value).StoresDeleteAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoresGetResult> StoresGetAsync(StoresGetOptions request, CancellationToken cancellationToken) =>
        await (await _default.Value).StoresGetAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoresFindResult> StoresFindAsync(StoresFindOptions request, CancellationToken cancellationToken) =>
        await (await _default.Value).StoresFindAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _namespaces.DisposeAsync();
        _meters.Dispose();
    }

    private async Task<StoreCalls> OpenDefaultAsync()
    {
        // Never given back: it is there as long as the engine is.
        var lease = await _namespaces.OpenAsync(new StoreSettings { Name = "" }, CancellationToken.None);
        return new StoreCalls("", lease.Namespace, _meters);
    }
}
