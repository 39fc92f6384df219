using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Orders documents by how well they answer a query.</summary>
public interface IReranker : ICapability
{
    /// <summary>Scores every document against the query.</summary>
    /// <returns>
    /// At most <c>top_n</c> results (all when it is 0), best first: <c>index</c> is the place in the request, <c>text</c> the
    /// document, <c>relevance_score</c> the model's raw score. <c>usage</c> is always set.
    /// </returns>
    Task<RerankResult> RerankAsync(RerankRequest request, CancellationToken cancellationToken);
}
