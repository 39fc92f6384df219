using System.Numerics.Tensors;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>
/// Chooses tokens for one generation. The library's own sample-and-accept ends the process when a grammar leaves no legal token, so
/// the candidates are filled, sampled and checked here, and only a legal token is accepted.
/// </summary>
internal sealed unsafe class TokenSampler : IDisposable
{
    /// <summary>How often another token is looked for in place of one that would switch a grammar on and contradict it.</summary>
    private const int MostTries = 32;

    private readonly SamplerSettings _settings;
    private readonly GrammarSampler? _grammar;
    private readonly SamplerHandle? _chain;
    private readonly NativeTokenData[] _candidates;

    public TokenSampler(SamplerSettings settings, Vocabulary vocabulary)
    {
        _settings = settings;
        _candidates = settings.IsPlainGreedy ? [] : GC.AllocateUninitializedArray<NativeTokenData>(vocabulary.Size);
        _grammar = GrammarSampler.Create(settings.Grammar, vocabulary);
        _chain = settings.IsPlainGreedy ? null : SamplerChain.Create(settings, vocabulary);
    }

    /// <summary>Chooses and accepts the next token.</summary>
    /// <param name="logits">One number for each token of the vocabulary.</param>
    /// <exception cref="EngineException">No token is possible.</exception>
    public int Sample(ReadOnlySpan<float> logits)
    {
        if (_chain is null)
            return Likeliest(logits);

        var token = Choose(logits, underGrammar: false);
        // Most tokens fit the grammar anyway: asking about one is far cheaper than asking about the whole vocabulary first.
        if (_grammar is not null && (token < 0 || !_grammar.Allows(token)))
            token = _grammar.IsWaiting ? ChooseAnother(logits, token) : Choose(logits, underGrammar: true);
        if (token < 0)
        {
            throw new EngineException(EngineFailure.InvalidInput, _grammar is null
                ? "Grammar and LogitBias leave no token that could come next; loosen them."
                : "The grammar and the other settings leave no token that could come next; loosen Grammar, LogitBias or IgnoreEOS.");
        }

        _grammar?.Accept(token);
        LlamaApi.llama_sampler_accept(_chain, token);
        return token;
    }

    /// <summary>Takes a token that was not chosen here as the next one.</summary>
    /// <returns>False when the grammar does not allow it.</returns>
    public bool TryForce(int token)
    {
        if (_grammar is not null)
        {
            if (!_grammar.Allows(token))
                return false;
            _grammar.Accept(token);
        }
        Remember(token);
        return true;
    }

    /// <summary>Tells the samplers that look back about a token they did not choose, such as one of the prompt.</summary>
    public void Remember(int token)
    {
        if (_chain is not null)
            LlamaApi.llama_sampler_accept(_chain, token);
    }

    /// <summary>How many of the prompt's last tokens <see cref="Remember"/> wants to hear about.</summary>
    public int Lookback => _settings.HasPenalties ? _settings.PenaltyWindow : 0;

    public void Dispose()
    {
        _chain?.Dispose();
    }

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        var token = TensorPrimitives.IndexOfMax(logits);
        return float.IsFinite(logits[token])
            ? token
            : throw new EngineException(EngineFailure.Internal, "The model computed no finite logit; its weights are damaged.");
    }

    private int ChooseAnother(ReadOnlySpan<float> logits, int refused)
    {
        var others = logits.ToArray();
        for (var tries = 0; tries < MostTries && refused >= 0; tries++)
        {
            others[refused] = float.NegativeInfinity;
            var token = Choose(others, underGrammar: false);
            if (token >= 0 && _grammar!.Allows(token))
                return token;
            refused = token;
        }
        return -1;
    }

    private int Choose(ReadOnlySpan<float> logits, bool underGrammar)
    {
        Fill(logits);
        if (underGrammar)
            _grammar!.Apply(_candidates);
        fixed (NativeTokenData* data = _candidates)
        {
            var array = new NativeTokenDataArray { Data = data, Size = (nuint)_candidates.Length, Selected = -1 };
            LlamaApi.llama_sampler_apply(_chain!, &array);
            if (array.Selected < 0 || (nuint)array.Selected >= array.Size)
                return -1;
            var chosen = array.Data[array.Selected];
            return float.IsFinite(chosen.Logit) ? chosen.Id : -1;
        }
    }

    private void Fill(ReadOnlySpan<float> logits)
    {
        var candidates = _candidates.AsSpan(0, logits.Length);
        for (var id = 0; id < candidates.Length; id++)
        {
            candidates[id].Id = id;
            candidates[id].Logit = logits[id];
            candidates[id].Probability = 0;
        }
    }
}
