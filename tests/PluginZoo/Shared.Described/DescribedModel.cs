namespace LocalAI.Plugins.Zoo;

/// <summary>A model whose ModelMetadata says one thing: who answered.</summary>
internal sealed class DescribedModel(EngineContext context, string text) : ZooModel(context), IModelDescriber
{
    public Task<ModelMetadataResponse> ModelMetadataAsync(ModelOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(new ModelMetadataResponse { RenderedTemplate = text });
}
