using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Joins neighbouring pieces, those that give the best-scored piece first, as sentencepiece does it for the Llama 2 and Mistral models;
/// a character without a piece becomes its bytes.
/// </summary>
/// <remarks>
/// Microsoft.ML.Tokenizers reads nothing but a whole tokenizer.model, which neither GGUF nor tokenizer.json has; and llama.cpp gives a
/// text its space again behind each special token.
/// </remarks>
internal sealed class SentencePieceTokenizer : VocabularyTokenizer, IJoinRule
{
    private const char Space = '\u2581';

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
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < _bytes.Length; id++)
        {
            var text = vocabulary.Texts[id];
            // Where two are alike, the last one counts in llama.cpp.
            ids[text] = id;
            if (ByteOf(text) is { } value)
                (_byteTokens[value], _bytes[id]) = (id, [value]);
            else
                _bytes[id] = Encoding.UTF8.GetBytes(text.Replace(Space, ' '));
        }
        _ids = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var value = 0; value < 256; value++)
        {
            if (_byteTokens[value] < 0 && !(value < 128 && ids.TryGetValue($"{(char)value}", out _byteTokens[value])))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"The tokenizer has no token for the byte 0x{value:X2}, so not every text can be written with it; use another model.");
            }
        }
    }

    float? IJoinRule.Rank(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        // The right one lies behind the left one.
        var both = MemoryMarshal.CreateReadOnlySpan(in MemoryMarshal.GetReference(left), left.Length + right.Length);
        return _ids.TryGetValue(both, out var token) ? -_scores[token] : null;
    }

    protected override void Encode(string text, bool continues, List<int> tokens)
    {
        var spelled = (_addsSpace && !continues ? " " + text : text).Replace(' ', Space);
        var start = 0;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var length in PairJoiner.Join(spelled, this))
        {
            var piece = spelled.AsSpan(start, length);
            start += length;
            if (_ids.TryGetValue(piece, out var token))
            {
                tokens.Add(token);
                continue;
            }
            // Only pieces are joined, so this is one character.
            foreach (var value in bytes[..Encoding.UTF8.GetBytes(piece, bytes)])
                tokens.Add(_byteTokens[value]);
        }
    }

    protected override ReadOnlySpan<byte> Bytes(int token, bool begins)
    {
        var bytes = _bytes[token].AsSpan();
        return begins && _addsSpace && bytes is [(byte)' ', ..] ? bytes[1..] : bytes;
    }

    // <0x0A>; llama.cpp looks only for capital letters.
    private static byte? ByteOf(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[5] == '>'
        && text.AsSpan(3, 2).IndexOfAnyExceptInRange('0', 'F') < 0
        && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
