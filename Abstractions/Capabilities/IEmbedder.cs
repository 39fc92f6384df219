using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Turns text, tokens or an image into a vector.</summary>
public interface IEmbedder : ICapability
{
    /// <summary>Embeds the text in <c>Embeddings</c>, the ids in <c>EmbeddingTokens</c>, or <c>Images[0]</c>.</summary>
    /// <returns>
    /// <c>embeddings</c>, float32: one vector of the model's dimension, or, without pooling, one row a token in row-major order.
    /// </returns>
    /// <exception cref="EngineException">
    /// <see cref="EngineFailure.InvalidInput"/> when there is nothing to embed, <see cref="EngineFailure.NotFound"/> when an image
    /// shows nothing the model looks for.
    /// </exception>
    Task<EmbeddingResult> EmbeddingAsync(PredictOptions request, CancellationToken cancellationToken);
}
