namespace LocalAI.Plugins.Bench.Models;

/// <summary>
/// A sentencepiece vocabulary of control tokens, bytes, and all words of two lower-case letters: any such word is one token, so
/// that prompts of a known length are easy to write.
/// </summary>
internal sealed class WordVocabulary
{
    private const int NormalType = 1;
    private const int UnknownType = 2;
    private const int ControlType = 3;
    private const int ByteType = 6;

    /// <summary>What a sentencepiece vocabulary writes for a space.</summary>
    private const string Space = "\u2581";

    private static readonly string[] Letters = [.. Enumerable.Range('a', 26).Select(letter => $"{(char)letter}")];

    private readonly List<string> _tokens = ["<unk>", "<s>", "</s>"];
    private readonly List<int> _types = [UnknownType, ControlType, ControlType];
    private readonly List<float> _scores = [0, 0, 0];

    public WordVocabulary()
    {
        for (var value = 0; value < 256; value++)
            Add($"<0x{value:X2}>", ByteType, 0);
        Silent = _tokens.Count;
        string[] pairs = [.. Letters.SelectMany(_ => Letters, (first, second) => first + second)];
        // Letters first join to pairs, then pairs to the space before them: a higher score joins earlier.
        foreach (var letter in Letters.Prepend(Space))
            Add(letter, NormalType, -3000);
        foreach (var pair in pairs)
            Add(pair, NormalType, -1);
        foreach (var word in Letters.Concat(pairs))
            Add(Space + word, NormalType, -2000);
        // A multiple of a quantised block, for a full last row of work.
        while (_tokens.Count % 32 != 0)
            Add($"{Space}z{_tokens.Count}", NormalType, -5000);
    }

    public IReadOnlyList<string> Tokens => _tokens;

    public IReadOnlyList<int> Types => _types;

    public IReadOnlyList<float> Scores => _scores;

    /// <summary>How many tokens at the beginning have no text of their own; a model should not write them.</summary>
    public int Silent { get; }

    /// <summary>A text of so many tokens, the begin token not counted; another seed gives other words.</summary>
    public static string Text(int words, int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => Letters[random.Next(26)] + Letters[random.Next(26)]));
    }

    /// <summary>Different texts of a few words, to be continued at the same time.</summary>
    public static string[] Texts(int count) => [.. Enumerable.Range(1, count).Select(seed => Text(words: 8, seed))];

    private void Add(string token, int type, float score)
    {
        _tokens.Add(token);
        _types.Add(type);
        _scores.Add(score);
    }
}
