using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Reranking;

/// <summary>Puts scored documents in order: best first, equal ones as they came.</summary>
internal static class RerankOrder
{
    /// <param name="request">The request, for the texts and top_n.</param>
    /// <param name="scores">The score of each document.</param>
    public static RerankResult Of(RerankRequest request, RerankScore[] scores)
    {
        var wanted = request.TopN > 0 ? request.TopN : scores.Length;
        int[] best = [.. Enumerable.Range(0, scores.Length).OrderByDescending(index => scores[index].Value).Take(wanted)];
        var computed = best.Sum(index => scores[index].Tokens);
        return new RerankResult
        {
            // LocalAI reads usage without asking whether it is there; it counts the documents that are returned.
            Usage = new Usage { PromptTokens = computed, TotalTokens = computed },
            Results =
            {
                best.Select(index => new DocumentResult
                {
                    Index = index,
                    Text = request.Documents[index],
                    RelevanceScore = scores[index].Value,
                }),
            },
        };
    }
}
