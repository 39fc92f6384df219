using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Native;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>
/// Holds a generation to its grammar, from the start or from a trigger on. llama.cpp's own lazy sampler hands the trigger's text to the
/// grammar unasked, and text that the grammar refuses ends the process; here each piece is asked about before it is accepted.
/// </summary>
internal sealed unsafe class GrammarSampler : IDisposable
{
    private readonly SamplerHandle _native;
    private readonly Vocabulary _vocabulary;
    private readonly TriggerSearch? _search;
    private readonly int[] _wordsBefore = [];
    private int _replayed = -1;

    private GrammarSampler(GrammarSettings settings, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _native = SamplerChain.CreateGrammar(settings, vocabulary);
        if (!settings.IsLazy)
            return;
        IsWaiting = true;
        _search = new TriggerSearch(settings.Triggers);
        _wordsBefore = [.. settings.Triggers.Select(trigger => Encoding.UTF8.GetBytes(trigger.Word))
            .Select(word => CanBegin(word) ? 0 : word.Length)];
    }

    /// <summary>Whether the trigger has not come yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <returns>Null when there is no grammar.</returns>
    /// <exception cref="EngineException">The grammar cannot be used.</exception>
    public static GrammarSampler? Create(GrammarSettings settings, Vocabulary vocabulary) =>
        settings.IsEmpty ? null : new GrammarSampler(settings, vocabulary);

    /// <summary>Whether a token may come next. To be asked before <see cref="Accept"/>.</summary>
    public bool Allows(int token)
    {
        if (!IsWaiting)
            return IsLegal(token);
        Forget();
        if (_search!.Find(_vocabulary.SpelledPiece(token)) is not var (word, text))
            return true;
        _replayed = token;
        // Byte by byte, for the word may begin and end within tokens.
        return Feed(text.AsSpan(_wordsBefore[word]));
    }

    /// <summary>Takes away the tokens that may not come next; none while the trigger has not come.</summary>
    public void Apply(NativeTokenDataArray* candidates)
    {
        if (!IsWaiting)
            LlamaApi.llama_sampler_apply(_native, candidates);
    }

    /// <summary>Goes on behind a token that is allowed.</summary>
    public void Accept(int token)
    {
        if (!IsWaiting)
        {
            LlamaApi.llama_sampler_accept(_native, token);
        }
        else if (_replayed == token)
        {
            IsWaiting = false;
        }
        else
        {
            Forget();
            _search!.Append(_vocabulary.SpelledPiece(token));
        }
    }

    public void Dispose() => _native.Dispose();

    private bool CanBegin(byte[] word)
    {
        var can = Feed(word);
        LlamaApi.llama_sampler_reset(_native);
        return can;
    }

    private void Forget()
    {
        if (_replayed < 0)
            return;
        LlamaApi.llama_sampler_reset(_native);
        _replayed = -1;
    }

    private bool Feed(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            if (_vocabulary.TokenOfByte(value) is not { } token || !Feed(token))
                return false;
        }
        return true;
    }

    private bool Feed(int token)
    {
        if (!IsLegal(token))
            return false;
        LlamaApi.llama_sampler_accept(_native, token);
        return true;
    }

    private bool IsLegal(int token)
    {
        var candidate = new NativeTokenData { Id = token, Logit = 1 };
        var array = new NativeTokenDataArray { Data = &candidate, Size = 1, Selected = -1 };
        LlamaApi.llama_sampler_apply(_native, &array);
        return candidate.Logit > float.NegativeInfinity;
    }
}
