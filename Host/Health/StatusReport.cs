using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Health;

/// <summary>Answers Status: what the models do, and what memory they use.</summary>
internal sealed class StatusReport(Router router, ModelLoader loader)
{
    public StatusResponse Read()
    {
        var models = router.Table.Models;
        var memory = new MemoryUsageData();
        foreach (var model in models)
        {
            foreach (var (name, bytes) in model.Model.Memory)
            {
                memory.Total += bytes;
                // The sums by what the bytes are for, and beside them each model's share on its device.
                memory.Breakdown[name] = memory.Breakdown.GetValueOrDefault(name) + bytes;
                memory.Breakdown[$"{model.Name}@{model.Model.Device}/{name}"] = bytes;
            }
            // The contract has no other place for numbers; they are no bytes, so their names differ and no sum has them.
            foreach (var (name, value) in model.Model.Figures)
                memory.Breakdown[$"{model.Name}@{model.Model.Device}#{name}"] = value;
        }
        return new StatusResponse { State = StateOf(models), Memory = memory };
    }

    private StatusResponse.Types.State StateOf(IReadOnlyCollection<LoadedModel> models)
    {
        if (loader.Loading || models.Any(model => model.Busy))
            return StatusResponse.Types.State.Busy;
        if (models.Count > 0)
            return StatusResponse.Types.State.Ready;
        return loader.LastFailed ? StatusResponse.Types.State.Error : StatusResponse.Types.State.Uninitialized;
    }
}
