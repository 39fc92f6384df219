using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Reranking;

/// <summary>Reads Rerank: checks the request and gives the tokens of each pair of query and document.</summary>
internal sealed class RerankRequestReader(RerankPrompt prompt, Vocabulary vocabulary, int longestText)
{
    /// <summary>Documents of one request at most.</summary>
    public const int MostDocuments = 16 * 1024;

    /// <summary>Checks what can be checked before anything is computed.</summary>
    /// <exception cref="EngineException">A field is empty or out of its range.</exception>
    public static void Check(RerankRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
            throw Refuse("query is empty; give the text that the documents should answer.");
        if (request.Documents.Count == 0)
            throw Refuse("documents is empty; give at least one text to score.");
        if (request.Documents.Count > MostDocuments)
            throw Refuse($"documents has {request.Documents.Count} entries; at most {MostDocuments} are scored at once, so send parts.");
        if (request.TopN < 0)
            throw Refuse($"top_n is {request.TopN}; give the most results wanted, or 0 for all.");
    }

    /// <summary>The tokens of the pairs, one after the other; a document that comes again is left out.</summary>
    /// <returns>Places of the documents with their tokens.</returns>
    /// <exception cref="EngineException">A pair is too long for the model.</exception>
    public IEnumerable<(int Index, int[] Tokens)> Pairs(RerankRequest request)
    {
        RefuseLonger(vocabulary.FewestTokens(request.Query.Length), "query");
        var query = prompt.TokensOf(request.Query);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Documents.Count; i++)
        {
            if (!seen.Add(request.Documents[i]))
                continue;
            RefuseLonger(query.Length + vocabulary.FewestTokens(request.Documents[i].Length), $"query with documents[{i}]");
            var tokens = prompt.Join(request.Query, request.Documents[i], query);
            RefuseLonger(tokens.Length, $"query with documents[{i}]");
            yield return (i, tokens);
        }
    }

    private void RefuseLonger(long tokens, string what)
    {
        if (tokens > longestText)
        {
            throw Refuse($"{what} has {tokens} tokens or more, but {longestText} fit; "
                + "shorten it or load the model with a larger ContextSize, as far as the model allows.");
        }
    }

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
