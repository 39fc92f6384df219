using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Models;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>A model as it was before its adapters were trained, until this is disposed.</summary>
internal sealed class WithoutAdapters : IDisposable
{
    private readonly List<(Projection Projection, IAdapter Adapter)> _adapters = [];

    public WithoutAdapters(CausalModel model)
    {
        foreach (var projection in model.Projections)
        {
            if (projection.Adapter is not { } adapter)
                continue;
            _adapters.Add((projection, adapter));
            projection.Adapter = null;
        }
    }

    public void Dispose()
    {
        foreach (var (projection, adapter) in _adapters)
            projection.Adapter = adapter;
    }
}
