using System.Text.Json;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>
/// Tells under which name llama.cpp knows the way in which tokenizer.json cuts a text into words. It has its own code for each, so a
/// way that is not known here cannot be converted: the tokens would not be those that the model was trained with.
/// </summary>
internal static class PreTokenizers
{
    private const string Contractions = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Rest = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // The expressions of tokenizer.json, by the number of digits that stay together, and by the cases of letters.
    /// <summary>The one that llama.cpp calls <c>llama-bpe</c>, and <c>smaug-bpe</c> where whole words do not come first.</summary>
    public const string ThreeDigits = Contractions + @"\p{N}{1,3}" + Rest;
    /// <summary>The one that llama.cpp calls <c>qwen2</c>.</summary>
    public const string OneDigit = Contractions + @"\p{N}" + Rest;

    /// <summary>The one that llama.cpp calls <c>tekken</c>.</summary>
    public const string ByCase =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|"
        + @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|"
        + @"\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The name; null for a way that llama.cpp is not known to have.</summary>
    /// <param name="preTokenizer">The object <c>pre_tokenizer</c>.</param>
    /// <param name="wholeWordsFirst">Whether a word that is a token is taken whole (<c>ignore_merges</c>).</param>
    public static string? Name(JsonElement preTokenizer, bool wholeWordsFirst)
    {
        var steps = ModelConfig.Property(preTokenizer, "pretokenizers") is { ValueKind: JsonValueKind.Array } several
            ? several.EnumerateArray().ToArray() : [preTokenizer];
        return steps switch
        {
            [var only] when IsByteLevel(only, ownWords: true) => "gpt-2",
            [var digits, var bytes] when IsDigits(digits) && IsByteLevel(bytes, ownWords: true) => "smollm",
            [var split, var bytes] when IsByteLevel(bytes, ownWords: false) => (Expression(split), wholeWordsFirst) switch
            {
                (ThreeDigits, true) => "llama-bpe",
                (ThreeDigits, false) => "smaug-bpe",
                (OneDigit, false) => "qwen2",
                (ByCase, true) => "tekken",
                _ => null,
            },
            _ => null,
        };
    }

    private static bool IsByteLevel(JsonElement step, bool ownWords) =>
        Type(step) == "ByteLevel" && ModelConfig.Property(step, "add_prefix_space") is null or { ValueKind: JsonValueKind.False }
        && ModelConfig.Property(step, "use_regex") is null or { ValueKind: JsonValueKind.True } == ownWords;

    private static bool IsDigits(JsonElement step) =>
        Type(step) == "Digits" && ModelConfig.Property(step, "individual_digits") is { ValueKind: JsonValueKind.True };

    private static string? Expression(JsonElement step) =>
        Type(step) == "Split" && Text(step, "behavior") == "Isolated"
        && ModelConfig.Property(step, "invert") is null or { ValueKind: JsonValueKind.False }
        && ModelConfig.Property(step, "pattern") is { } pattern ? Text(pattern, "Regex") : null;

    private static string? Type(JsonElement step) => Text(step, "type");

    private static string? Text(JsonElement element, string name) =>
        ModelConfig.Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
