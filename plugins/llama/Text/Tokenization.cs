using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Text;

/// <summary>Answers TokenizeString.</summary>
internal static class Tokenization
{
    public static TokenizationResponse Of(string text, Vocabulary vocabulary)
    {
        var tokens = text.Length == 0 ? [] : vocabulary.Tokenize(text, addSpecial: false);
        return new TokenizationResponse { Length = tokens.Length, Tokens = { tokens } };
    }
}
