namespace LocalAI.Plugins.Abstractions;

/// <summary>Finds capabilities of other loaded models, so that an engine can be built on others (a conversation, for one).</summary>
public interface ICapabilityResolver
{
    /// <summary>Borrows a capability; the model stays loaded until the lease is disposed.</summary>
    /// <typeparam name="T">The capability interface.</typeparam>
    /// <param name="model">The model that is meant, by its <c>Model</c> of LoadModel; the latest that serves it when null.</param>
    /// <returns>The lease, or null when no loaded model serves it.</returns>
    CapabilityLease<T>? Acquire<T>(string? model = null) where T : class, ICapability;
}
