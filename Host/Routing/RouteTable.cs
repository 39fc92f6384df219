using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LocalAI.Plugins.Host.Routing;

/// <summary>Which model answers which RPC: a snapshot that calls read without a lock.</summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, LoadedModel> _latest;

    public RouteTable(ImmutableArray<LoadedModel> models)
    {
        Models = models;
        _latest = models.SelectMany(model => model.Rpcs.Select(rpc => (rpc, model)))
            .GroupBy(pair => pair.rpc, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First().model, StringComparer.Ordinal);
    }

    public static RouteTable Empty { get; } = new([]);

    /// <summary>The loaded models, the latest load first.</summary>
    public ImmutableArray<LoadedModel> Models { get; }

    /// <summary>The latest model that serves the RPC, among those of that name when one is given.</summary>
    public LoadedModel? Find(string rpc, string? name)
    {
        if (name is null)
            return _latest.GetValueOrDefault(rpc);
        foreach (var model in Models)
        {
            if (model.Name == name && model.Rpcs.Contains(rpc))
                return model;
        }
        return null;
    }
}
