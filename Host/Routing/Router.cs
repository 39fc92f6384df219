using System.Collections.Immutable;

namespace LocalAI.Plugins.Host.Routing;

/// <summary>Holds the loaded models and decides which of them answers.</summary>
/// <param name="modelsPerEngine">How many models of one engine stay; the least recently used goes first.</param>
internal sealed class Router(int modelsPerEngine)
{
    private readonly Lock _change = new();
    private volatile RouteTable _table = RouteTable.Empty;

    public RouteTable Table => _table;

    /// <summary>Borrows the model that answers; the caller releases it. Null when none does.</summary>
    public LoadedModel? Acquire(string rpc, string? name)
    {
        while (_table.Find(rpc, name) is { } model)
        {
            // It may have been retired since the table was read; then the table is a newer one now.
            if (model.TryAcquire())
                return model;
        }
        return null;
    }

    /// <summary>Adds a model and retires those it replaces, which finish the calls they have.</summary>
    /// <returns>The retired models.</returns>
    public IReadOnlyList<LoadedModel> Add(LoadedModel added)
    {
        lock (_change)
        {
            var models = _table.Models;
            var ofEngine = models.Where(model => model.Plugin.EngineName == added.Plugin.EngineName).ToList();
            var replaced = ofEngine.Where(model => model.Name == added.Name).ToList();
            var kept = ofEngine.Except(replaced).OrderBy(model => model.LastUsed).ToList();
            replaced.AddRange(kept.Take(kept.Count + 1 - modelsPerEngine));
            Replace([added, .. models.Except(replaced)], replaced);
            return replaced;
        }
    }

    /// <summary>Takes every model out of the routes.</summary>
    /// <returns>The retired models.</returns>
    public IReadOnlyList<LoadedModel> RemoveAll()
    {
        lock (_change)
        {
            var models = _table.Models;
            Replace([], models);
            return models;
        }
    }

    private void Replace(ImmutableArray<LoadedModel> models, IEnumerable<LoadedModel> retired)
    {
        _table = new RouteTable(models);
        foreach (var model in retired)
            model.Retire();
    }
}
