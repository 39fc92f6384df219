using System.Text;
using LocalAI.Plugins.Llama.Native;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>
/// The native grammar sampler as an oracle: which texts it lets pass, and which it writes when all tokens are equally good. A token is
/// only accepted after the sampler has allowed it.
/// </summary>
internal sealed unsafe class GrammarAcceptor : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly SamplerHandle _grammar;

    public GrammarAcceptor(string grammar, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _grammar = SamplerChain.CreateGrammar(grammar, vocabulary);
    }

    /// <summary>Whether a whole text matches.</summary>
    public static bool Accepts(string grammar, string text, Vocabulary vocabulary)
    {
        using var acceptor = new GrammarAcceptor(grammar, vocabulary);
        return acceptor.Append(text) == text.Length && acceptor.MayEnd;
    }

    /// <summary>Whether the text may end here.</summary>
    public bool MayEnd => IsLegal(_vocabulary.EndTokens[0]);

    /// <summary>Goes on with a text as far as the grammar lets it.</summary>
    /// <returns>How many characters passed.</returns>
    public int Append(string text)
    {
        var passed = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var value in Encoding.UTF8.GetBytes(rune.ToString()))
            {
                var token = _vocabulary.TokenOfByte(value)!.Value;
                if (!IsLegal(token))
                    return passed;
                LlamaApi.llama_sampler_accept(_grammar, token);
            }
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
            var end = legal.FirstOrDefault(_vocabulary.IsEndOfGeneration, -1);
            legal.RemoveAll(token => _vocabulary.IsEndOfGeneration(token) || _vocabulary.Piece(token).Length == 0);
            if (end >= 0 && (legal.Count == 0 || random.Next(4) == 0))
                return TextOf([.. text]);
            Assert.NotEmpty(legal);
            if (legal.Where(token => _vocabulary.Piece(token).All(value => value < 0x80)).ToList() is { Count: > 0 } plain)
                legal = plain;
            // Brackets and quotes that close are few among the tokens: without help a text would hardly ever end.
            var closing = legal.Where(token => _vocabulary.Piece(token)[0] is (byte)'"' or (byte)'}' or (byte)']').ToList();
            var chosen = closing.Count > 0 && random.Next(3) == 0 ? closing[random.Next(closing.Count)] : legal[random.Next(legal.Count)];
            LlamaApi.llama_sampler_accept(_grammar, chosen);
            text.AddRange(_vocabulary.Piece(chosen));
        }
        return null;
    }

    public void Dispose() => _grammar.Dispose();

    /// <summary>Single bytes can be put together to what is no UTF-8, and llama.cpp lets some of that pass.</summary>
    private static string? TextOf(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? null : text;
    }

    private List<int> LegalTokens()
    {
        NativeTokenData[] candidates =
            [.. Enumerable.Range(0, _vocabulary.Size).Select(token => new NativeTokenData { Id = token, Logit = 1 })];
        Apply(candidates);
        return [.. candidates.Where(candidate => candidate.Logit > float.NegativeInfinity).Select(candidate => candidate.Id)];
    }

    private bool IsLegal(int token)
    {
        NativeTokenData[] candidates = [new() { Id = token, Logit = 1 }];
        Apply(candidates);
        return candidates[0].Logit > float.NegativeInfinity;
    }

    private void Apply(NativeTokenData[] candidates)
    {
        fixed (NativeTokenData* data = candidates)
        {
            var array = new NativeTokenDataArray { Data = data, Size = (nuint)candidates.Length, Selected = -1 };
            LlamaApi.llama_sampler_apply(_grammar, &array);
        }
    }
}
