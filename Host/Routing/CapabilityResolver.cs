using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Routing;

/// <summary>Lends engines what other loaded models offer, by the routes that calls take.</summary>
internal sealed class CapabilityResolver(Router router) : ICapabilityResolver
{
    /// <inheritdoc/>
    public CapabilityLease<T>? Acquire<T>(string? model = null) where T : class, ICapability
    {
        foreach (var loaded in router.Table.Models)
        {
            if (loaded.Model is T && (model is null || loaded.Name == model) && loaded.TryAcquire())
                return new CapabilityLease<T>(LentCapability.Of<T>(loaded), loaded.Release);
        }
        return null;
    }
}
