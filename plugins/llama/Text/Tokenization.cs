using LocalAI.Plugins.Llama.Requests;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Text;

/// <summary>Answers TokenizeString.</summary>
internal static class Tokenization
{
    public static TokenizationResponse Of(PredictOptions request, Vocabulary vocabulary)
    {
        RawPrompt.Require(request);
        var tokens = request.Prompt.Length == 0 ? [] : vocabulary.Tokenize(request.Prompt, addSpecial: false);
        return new TokenizationResponse { Length = tokens.Length, Tokens = { tokens } };
    }
}
