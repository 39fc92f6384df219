using Grpc.Core;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Routing;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>
/// Says why nobody answers a call. FAILED_PRECONDITION means that a LoadModel would help, and LocalAI acts on it; UNIMPLEMENTED
/// means that it would not.
/// </summary>
internal sealed class Refusals(PluginCatalog catalog, Router router)
{
    public RpcException NobodyAnswers(string rpc, string? name)
    {
        var models = router.Table.Models;
        if (name is not null)
        {
            var named = models.FirstOrDefault(model => model.Name == name);
            return named is null ? NotLoaded(name) : CannotServe(rpc, named);
        }

        var declaring = catalog.Usable.Where(plugin => plugin.Declares(rpc)).ToList();
        if (models.FirstOrDefault(model => declaring.Contains(model.Plugin)) is { } loaded)
            return CannotServe(rpc, loaded);
        if (declaring.Count > 0)
            return NotLoaded(string.Join(" or ", declaring.Select(plugin => plugin.EngineName).Distinct()));
        if (models is [var latest, ..])
            return CannotServe(rpc, latest);
        return Unimplemented(catalog.Usable.Any()
            ? $"No plugin of this host serves {rpc}; it has {string.Join(", ", catalog.Usable.Select(plugin => plugin.Name))}."
            : $"No plugin of this host serves {rpc}; it has no plugins.");
    }

    private static RpcException NotLoaded(string who) =>
        new(new Status(StatusCode.FailedPrecondition, $"{who}: model not loaded; call LoadModel first"));

    private static RpcException CannotServe(string rpc, LoadedModel model) => Unimplemented(
        $"{model.Plugin.Name}: {rpc} is not served by the loaded model ({model.Model.Description}); "
        + $"it serves {string.Join(", ", model.Rpcs.Order(StringComparer.Ordinal))}.");

    private static RpcException Unimplemented(string message) => new(new Status(StatusCode.Unimplemented, message));
}
