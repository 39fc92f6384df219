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
    private readonly Lazy<Task<NamespaceLease>> _default;

    /// <summary>The engine of a plugin folder.</summary>
    /// <param name="context">What the host gives.</param>
    public StoreEngine(EngineContext? context = null)
    {
        _namespaces = new NamespaceTable(context?.Logger ?? NullLogger.Instance);
        _default = new(() => _namespaces.OpenAsync(new StoreSettings { Name = "" }, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var settings = StoreSettingsReader.Read(options, Environment.GetEnvironmentVariable);
        return new StoreModel(settings, await _namespaces.OpenAsync(settings, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<Result> StoresSetAsync(StoresSetOptions request, CancellationToken cancellationToken) =>
        await StoreCalls.SetAsync(await DefaultAsync(), request, cancellationToken);

    /// <inheritdoc/>
    public async Task<Result> StoresDeleteAsync(StoresDeleteOptions request, CancellationToken cancellationToken) =>
        await StoreCalls.DeleteAsync(await DefaultAsync(), request, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoresGetResult> StoresGetAsync(StoresGetOptions request, CancellationToken cancellationToken) =>
        await StoreCalls.GetAsync(await DefaultAsync(), request, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoresFindResult> StoresFindAsync(StoresFindOptions request, CancellationToken cancellationToken) =>
        await StoreCalls.FindAsync(await DefaultAsync(), request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _namespaces.DisposeAsync();

    private async Task<IVectorNamespace> DefaultAsync() => (await _default.Value).Namespace;
}
