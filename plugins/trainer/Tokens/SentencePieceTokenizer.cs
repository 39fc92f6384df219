using System.Globalization;
using System.Text;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Joins neighbouring pieces, the best-scored pair first, as sentencepiece does it for the Llama 2 and Mistral models; a character
/// without a piece becomes its bytes.
/// </summary>
/// <remarks>
/// The joining is written here because the library's reads nothing but a whole tokenizer.model: neither GGUF nor tokenizer.json has
/// one, and llama.cpp gives a text its space again behind each special token.
/// </remarks>
internal sealed class SentencePieceTokenizer : VocabularyTokenizer
{
    private const char Space = '\u2581';

    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly IReadOnlyList<float> _scores;
    private readonly bool _addsSpace;
    private readonly int[] _byteTokens = new int[256];
    private readonly byte[][] _bytes;

    /// <param name="vocabulary">The pieces and scores.</param>
    /// <exception cref="EngineException">A byte has no token.</exception>
    public SentencePieceTokenizer(Vocabulary vocabulary) : base(vocabulary)
    {
        _scores = vocabulary.Scores;
        _addsSpace = vocabulary.AddsSpace;
        _bytes = new byte[vocabulary.Texts.Count][];
        Array.Fill(_byteTokens, -1);
        for (var id = 0; id < _bytes.Length; id++)
        {
            var text = vocabulary.Texts[id];
            // Where two are alike, the last one counts in llama.cpp.
            _tokens[text] = id;
            if (ByteOf(text) is { } value)
                (_byteTokens[value], _bytes[id]) = (id, [value]);
            else
                _bytes[id] = Encoding.UTF8.GetBytes(text.Replace(Space, ' '));
        }
        _ids = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var value = 0; value < 256; value++)
        {
            if (_byteTokens[value] < 0 && !(value < 128 && _tokens.TryGetValue($"{(char)value}", out _byteTokens[value])))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"The tokenizer has no token for the byte 0x{value:X2}, so not every text can be written with it; use another model.");
            }
        }
    }

    protected override void Encode(string text, List<int> tokens)
    {
        var spelled = (_addsSpace ? " " + text : text).Replace(' ', Space);
        // A piece begins where the one before it ends; 0 long ones were joined to it.
        var length = new int[spelled.Length];
        var (next, previous) = (new int[spelled.Length], new int[spelled.Length]);
        var first = 0;
        for (var start = 0; start < spelled.Length; start += length[start])
        {
            Rune.DecodeFromUtf16(spelled.AsSpan(start), out _, out length[start]);
            (previous[start], next[start], first) = (start == 0 ? -1 : first, start + length[start], start);
        }

        var queue = new PriorityQueue<(int Left, int Right, int Length), (float Score, int Left)>(BestFirst);
        for (var left = 0; left < spelled.Length; left = next[left])
            Offer(left, next[left]);
        while (queue.TryDequeue(out var pair, out _))
        {
            var (left, right) = (pair.Left, pair.Right);
            if (length[left] == 0 || length[right] == 0 || length[left] + length[right] != pair.Length)
                continue;
            length[left] += length[right];
            length[right] = 0;
            next[left] = next[right];
            if (next[left] < spelled.Length)
                previous[next[left]] = left;
            if (previous[left] >= 0)
                Offer(previous[left], left);
            Offer(left, next[left]);
        }
        for (var start = 0; start < spelled.Length; start = next[start])
            Add(spelled.AsSpan(start, length[start]), tokens);

        void Offer(int left, int right)
        {
            if (right >= spelled.Length)
                return;
            var both = length[left] + length[right];
            if (_ids.TryGetValue(spelled.AsSpan(left, both), out var token))
                queue.Enqueue((left, right, both), (_scores[token], left));
        }
    }

    protected override ReadOnlySpan<byte> Bytes(int token, bool begins)
    {
        var bytes = _bytes[token].AsSpan();
        return begins && _addsSpace && bytes is [(byte)' ', ..] ? bytes[1..] : bytes;
    }

    private static Comparer<(float Score, int Left)> BestFirst { get; } = Comparer<(float Score, int Left)>.Create(
        (one, other) => one.Score != other.Score ? other.Score.CompareTo(one.Score) : one.Left.CompareTo(other.Left));

    private void Add(ReadOnlySpan<char> piece, List<int> tokens)
    {
        if (_ids.TryGetValue(piece, out var token))
        {
            tokens.Add(token);
            return;
        }
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in bytes[..Encoding.UTF8.GetBytes(piece, bytes)])
            tokens.Add(_byteTokens[value]);
    }

    // <0x0A>; llama.cpp looks only for capital letters.
    private static byte? ByteOf(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[5] == '>'
        && text.AsSpan(3, 2).IndexOfAnyExceptInRange('0', 'F') < 0
        && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
