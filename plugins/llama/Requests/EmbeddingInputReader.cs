using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Requests;

/// <summary>Reads what Embedding is to embed: a text, or token ids.</summary>
internal sealed class EmbeddingInputReader(Vocabulary vocabulary, int longestText)
{
    public int[] Read(PredictOptions request)
    {
        if (request.Images.Count > 0)
            throw Refuse("Images cannot be embedded by a language model; send Embeddings or EmbeddingTokens.");

        var tokens = request.EmbeddingTokens.Count > 0 ? Given(request) : Tokenize(request.Embeddings);
        if (tokens.Length == 0)
            throw Refuse("There is nothing to embed; put text into Embeddings or ids into EmbeddingTokens.");
        return tokens.Length <= longestText ? tokens : throw TooLong($"{tokens.Length}");
    }

    private int[] Given(PredictOptions request)
    {
        foreach (var token in request.EmbeddingTokens)
        {
            if (!vocabulary.Contains(token))
                throw Refuse($"EmbeddingTokens holds {token}; the model's ids run from 0 to {vocabulary.Size - 1}.");
        }
        return [.. request.EmbeddingTokens];
    }

    private int[] Tokenize(string text)
    {
        // A text of nothing would become the begin token alone, whose vector says nothing.
        if (text.Length == 0)
            return [];
        var fewest = vocabulary.FewestTokens(text.Length);
        return fewest <= longestText ? vocabulary.Tokenize(text, addSpecial: true) : throw TooLong($"at least {fewest}");
    }

    private EngineException TooLong(string tokens) => Refuse(
        $"The text to embed has {tokens} tokens, but {longestText} fit; split it or load the model with a larger ContextSize.");

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
