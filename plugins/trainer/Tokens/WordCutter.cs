using System.Text;
using System.Text.RegularExpressions;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Cuts a text into the words within which pairs of bytes are joined, exactly as llama.cpp does it under the same name
/// (<c>tokenizer.ggml.pre</c>): a trained model is run there.
/// </summary>
internal sealed partial class WordCutter
{
    private const string Contractions = "'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|";
    private const string Words = @"[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Rest = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // What the expressions ask of a character beyond the first 65,536 is only its class: one with that class stands in for it.
    private const char Letter = '\u00AA';
    private const char Number = '\u00B2';
    private const char Other = '\u00A9';

    private static readonly Dictionary<string, WordCutter> ByName = new(StringComparer.Ordinal)
    {
        ["gpt-2"] = new(Gpt2()),
        ["smollm"] = new(Digit(), Gpt2()),
        ["qwen2"] = OfQwen(),
        ["deepseek-r1-qwen"] = OfQwen(),
        ["smaug-bpe"] = new(ThreeDigits()) { Expression = PreTokenizers.ThreeDigits },
        ["llama-bpe"] = OfLlama(),
        ["llama3"] = OfLlama(),
        ["llama-v3"] = OfLlama(),
        ["falcon3"] = OfLlama(),
        ["pixtral"] = OfLlama(),
        ["tekken"] = new(ByCase()) { TakesWholeWords = true, Expression = PreTokenizers.ByCase },
    };

    private readonly Regex[] _steps;

    private WordCutter(params Regex[] steps) => _steps = steps;

    /// <summary>The names that are known.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>Whether models that cut so begin a text with their begin token where no file says it.</summary>
    public bool BeginsTexts => TakesWholeWords;

    /// <summary>Whether a word that is a token is taken whole, although its pairs would be joined otherwise.</summary>
    public bool TakesWholeWords { get; private init; }

    /// <summary>The expression of tokenizer.json for this way; null for GPT-2's, which has a name there.</summary>
    public string? Expression { get; private init; }

    /// <summary>Whether each digit is a word, before GPT-2's way.</summary>
    public bool SplitsDigits => _steps.Length > 1;

    /// <summary>The way with a name, or null.</summary>
    public static WordCutter? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The words of a text, as lengths: together they are the text.</summary>
    public List<int> Cut(string text)
    {
        var (plain, wide) = StandIn(text);
        List<int> lengths = [plain.Length];
        foreach (var step in _steps)
            lengths = Cut(plain, lengths, step);
        return wide is null ? lengths : Widen(lengths, wide);
    }

    private static WordCutter OfQwen() => new(OneDigit()) { Expression = PreTokenizers.OneDigit };

    private static WordCutter OfLlama() => new(ThreeDigits()) { TakesWholeWords = true, Expression = PreTokenizers.ThreeDigits };

    private static List<int> Cut(string text, List<int> lengths, Regex step)
    {
        var cut = new List<int>();
        var start = 0;
        foreach (var length in lengths)
        {
            var within = text.AsSpan(start, length);
            var end = 0;
            foreach (var match in step.EnumerateMatches(within))
            {
                if (match.Index > end)
                    cut.Add(match.Index - end);
                cut.Add(match.Length);
                end = match.Index + match.Length;
            }
            if (length > end)
                cut.Add(length - end);
            start += length;
        }
        return cut;
    }

    // A text with one character for each of Unicode's, and which of them had two; null where none had.
    private static (string Plain, bool[]? Wide) StandIn(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return (text, null);
        var plain = new StringBuilder(text.Length);
        var wide = new bool[text.Length];
        foreach (var rune in text.EnumerateRunes())
        {
            wide[plain.Length] = rune.Utf16SequenceLength == 2;
            plain.Append(rune.IsBmp ? (char)rune.Value : Rune.IsLetter(rune) ? Letter : Rune.IsNumber(rune) ? Number : Other);
        }
        return (plain.ToString(), wide);
    }

    private static List<int> Widen(List<int> lengths, bool[] wide)
    {
        var start = 0;
        for (var i = 0; i < lengths.Count; i++)
        {
            var length = lengths[i];
            lengths[i] += wide.AsSpan(start, length).Count(true);
            start += length;
        }
        return lengths;
    }

    [GeneratedRegex(@"\p{N}", RegexOptions.CultureInvariant)]
    private static partial Regex Digit();

    [GeneratedRegex(
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gpt2();

    [GeneratedRegex(Contractions + Words + @"\p{N}" + Rest, RegexOptions.CultureInvariant)]
    private static partial Regex OneDigit();

    [GeneratedRegex(Contractions + Words + @"\p{N}{1,3}" + Rest, RegexOptions.CultureInvariant)]
    private static partial Regex ThreeDigits();

    // llama.cpp asks for the case of ASCII letters only, where tokenizer.json asks for all.
    [GeneratedRegex(
        @"[^\r\n\p{L}\p{N}]?(?:(?=\p{L})[^a-z])*(?:(?=\p{L})[^A-Z])+|[^\r\n\p{L}\p{N}]?(?:(?=\p{L})[^a-z])+(?:(?=\p{L})[^A-Z])*|"
        + @"\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex ByCase();
}
