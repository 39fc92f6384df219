using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Splits text into the model's tokens.</summary>
public interface ITokenizer : ICapability
{
    /// <summary>Tokenises <c>Prompt</c> without adding begin- or end-of-text tokens; special tokens in the text are recognised.</summary>
    /// <returns>The token ids and their number in <c>length</c>.</returns>
    Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken);
}
