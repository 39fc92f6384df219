using System.Buffers;
using System.Text;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>What all kinds of vocabularies have in common: special tokens are found first, and tokens are pieces of UTF-8.</summary>
internal abstract class VocabularyTokenizer : TextTokenizer
{
    private readonly Vocabulary _vocabulary;
    private readonly WholeTokens _wholeTokens;

    protected VocabularyTokenizer(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _wholeTokens = new WholeTokens(vocabulary);
        (Begin, End, AddsBegin) = (vocabulary.Begin, vocabulary.End, vocabulary.AddsBegin && vocabulary.Begin is not null);
    }

    public sealed override int Count => _vocabulary.Texts.Count;

    public sealed override IReadOnlyList<int> Encode(string text, bool continues = false)
    {
        var tokens = new List<int>();
        var start = 0;
        foreach (var (place, length, token) in _wholeTokens.Find(text))
        {
            if (place > start)
                Encode(text[start..place], continues && start == 0, tokens);
            tokens.Add(token);
            start = place + length;
        }
        if (start < text.Length)
            Encode(text[start..], continues && start == 0, tokens);
        return tokens;
    }

    public sealed override string Decode(IEnumerable<int> tokens, bool showsSpecial)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var begins = true;
        foreach (var token in tokens)
        {
            var kind = _vocabulary.Kinds[token];
            if (kind is TokenKind.Normal or TokenKind.Byte)
            {
                bytes.Write(Bytes(token, begins));
                begins = false;
                continue;
            }
            if (kind == TokenKind.UserDefined || (showsSpecial && kind != TokenKind.Unused))
                bytes.Write(Encoding.UTF8.GetBytes(_vocabulary.Texts[token]));
            begins = true;
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public sealed override string TextOf(int? token) => token is { } id ? _vocabulary.Texts[id] : "";

    /// <summary>Adds the tokens of a text without whole ones: of the beginning, or of what stands between two of those.</summary>
    /// <param name="text">The text.</param>
    /// <param name="continues">Whether it goes on from another text.</param>
    /// <param name="tokens">Takes the tokens.</param>
    protected abstract void Encode(string text, bool continues, List<int> tokens);

    /// <summary>The UTF-8 of an ordinary token, possibly a part of a character.</summary>
    /// <param name="token">The token.</param>
    /// <param name="begins">Whether it begins what one call of <see cref="Encode(string, bool, List{int})"/> was given.</param>
    protected abstract ReadOnlySpan<byte> Bytes(int token, bool begins);
}
