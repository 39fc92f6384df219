using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>Whether the tokens of two models mean the same, so that one can write for the other.</summary>
internal static class VocabularyMatch
{
    /// <summary>Models of one family often differ by some unused tokens at the end.</summary>
    private const int MostMissing = 128;

    /// <summary>The first tokens are control tokens, which conversions name differently.</summary>
    private const int FirstCompared = 5;

    /// <summary>What differs, for a message; null when nothing does.</summary>
    public static string? Difference(Vocabulary model, Vocabulary draft)
    {
        if (model.Kind != draft.Kind)
            return "another kind of tokenizer";
        if (Math.Abs(model.Size - draft.Size) > MostMissing)
            return $"{draft.Size} tokens instead of {model.Size}";
        if (model.AddsBegin != draft.AddsBegin || (model.AddsBegin && model.Begin != draft.Begin))
            return "another token that begins a text";
        for (var token = FirstCompared; token < Math.Min(model.Size, draft.Size); token++)
        {
            if (!model.SpelledPiece(token).AsSpan().SequenceEqual(draft.SpelledPiece(token)))
                return $"token {token} is another text";
        }
        return null;
    }
}
