using System.Text;
using LocalAI.Plugins.Llama.Grammars.Gbnf;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>
/// Which texts a grammar lets pass, and which are written by it when all tokens are equally good. Asks llama.cpp's own grammar beside
/// ours and fails where the two do not agree.
/// </summary>
internal sealed class GrammarAcceptor : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly NativeGrammar _native;
    private readonly GrammarMatcher _matcher;
    private readonly bool[] _allowed;

    public GrammarAcceptor(string grammar, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _allowed = new bool[vocabulary.Size];
        _matcher = new GrammarMatcher(GbnfParser.Parse(grammar, "root", vocabulary.TokenOf), vocabulary.Sorted);
        _native = new NativeGrammar(grammar, vocabulary);
    }

    /// <summary>Whether a whole text matches.</summary>
    public static bool Accepts(string grammar, string text, Vocabulary vocabulary)
    {
        using var acceptor = new GrammarAcceptor(grammar, vocabulary);
        return acceptor.Append(text) == text.Length && acceptor.MayEnd;
    }

    /// <summary>Whether the text may end here.</summary>
    public bool MayEnd
    {
        get
        {
            Assert.Equal(_native.Allows(_vocabulary.EndTokens[0]), _matcher.Place.MayEnd);
            return _matcher.Place.MayEnd;
        }
    }

    /// <summary>Goes on with a text as far as the grammar lets it.</summary>
    /// <returns>How many characters passed.</returns>
    public int Append(string text)
    {
        var passed = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            var isNative = bytes.All(value => _native.TryAccept(_vocabulary.TokenOfByte(value)));
            var place = _matcher.After(bytes);
            Assert.True(isNative == place is not null, $"llama.cpp {(isNative ? "allows" : "refuses")} {rune} behind {text[..passed]}.");
            if (place is null)
                return passed;
            _matcher.MoveTo(place);
            passed += rune.Utf16SequenceLength;
        }
        return passed;
    }

    /// <summary>Writes a text of random legal tokens, and now and then as much of a hint as is legal.</summary>
    /// <returns>Null when it did not end within <paramref name="most"/> tokens.</returns>
    public string? Write(Random random, int most, params string[] hints)
    {
        var text = new List<byte>();
        for (var count = 0; count < most; count++)
        {
            if (hints.Length > 0 && random.Next(4) == 0)
            {
                var hint = hints[random.Next(hints.Length)];
                text.AddRange(Encoding.UTF8.GetBytes(hint[..Append(hint)]));
            }
            var legal = LegalTokens();
            if (MayEnd && (legal.Count == 0 || random.Next(4) == 0))
                return TextOf([.. text]);
            Assert.NotEmpty(legal);
            if (legal.Where(token => _vocabulary.Piece(token).All(value => value < 0x80)).ToList() is { Count: > 0 } plain)
                legal = plain;
            // Brackets and quotes that close are few among the tokens: without help a text would hardly ever end.
            var closing = legal.Where(token => _vocabulary.Piece(token)[0] is (byte)'"' or (byte)'}' or (byte)']').ToList();
            var chosen = closing.Count > 0 && random.Next(3) == 0 ? closing[random.Next(closing.Count)] : legal[random.Next(legal.Count)];
            Assert.True(_native.TryAccept(chosen));
            _matcher.MoveTo(_matcher.After(chosen, _vocabulary.Piece(chosen))!);
            text.AddRange(_vocabulary.Piece(chosen));
        }
        return null;
    }

    public void Dispose() => _native.Dispose();

    /// <summary>Single bytes can be put together to what is no UTF-8, and llama.cpp lets some of that pass.</summary>
    private static string? TextOf(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? null : text;
    }

    private List<int> LegalTokens()
    {
        _matcher.FindAllowed(_allowed);
        var native = _native.FindAllowed();
        // llama.cpp takes parts of characters more or less strictly than they are; whole ones are beyond doubt.
        foreach (var token in Enumerable.Range(0, _vocabulary.Size).Where(IsPlain))
            Assert.True(native.Contains(token) == _allowed[token], $"llama.cpp {(_allowed[token] ? "refuses" : "allows")} token {token}.");
        return [.. native.Where(token => _allowed[token] && _vocabulary.Piece(token).Length > 0)];
    }

    private bool IsPlain(int token) =>
        !_vocabulary.IsEndOfGeneration(token) && !_matcher.Place.Character.IsOpen
        && _vocabulary.SpelledPiece(token).All(value => value < 0x80);
}
