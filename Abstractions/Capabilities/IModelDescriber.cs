using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Describes the chat format of the loaded model.</summary>
public interface IModelDescriber : ICapability
{
    /// <summary>Describes the loaded model; the request's own fields are usually empty. Called before every inference, so cached.</summary>
    /// <returns>The rendered sample conversation, whether the model can think, and the markers of its tool calls.</returns>
    Task<ModelMetadataResponse> ModelMetadataAsync(ModelOptions request, CancellationToken cancellationToken);
}
