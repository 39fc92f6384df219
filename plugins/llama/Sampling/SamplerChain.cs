using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>Builds native sampler chains, in llama.cpp's usual order.</summary>
internal static unsafe class SamplerChain
{
    private const int MirostatM = 100;

    public static SamplerHandle Create(SamplerSettings settings, Vocabulary vocabulary)
    {
        var chain = new SamplerHandle(LlamaApi.llama_sampler_chain_init(new NativeSamplerChainParameters { NoPerformanceTimings = true }));
        if (settings.LogitBias.Count > 0)
            Add(chain, LogitBias(settings, vocabulary));
        if (settings.HasPenalties)
        {
            Add(chain, LlamaApi.llama_sampler_init_penalties(vocabulary.Size, settings.PenaltyWindow,
                settings.RepeatPenalty, settings.FrequencyPenalty, settings.PresencePenalty));
        }
        AddSelection(chain, settings, vocabulary);
        return chain;
    }

    private static void AddSelection(SamplerHandle chain, SamplerSettings settings, Vocabulary vocabulary)
    {
        if (settings.Temperature == 0)
        {
            // Only typical sampling can drop the likeliest token; the other filters never change a greedy choice.
            if (settings.TypicalP < 1)
                Add(chain, LlamaApi.llama_sampler_init_typical(settings.TypicalP, 1));
            Add(chain, LlamaApi.llama_sampler_init_greedy());
            return;
        }
        if (settings.Mirostat > 0)
        {
            Add(chain, LlamaApi.llama_sampler_init_temp(settings.Temperature));
            Add(chain, settings.Mirostat == 1
                ? LlamaApi.llama_sampler_init_mirostat(
                    vocabulary.Size, settings.Seed, settings.MirostatTau, settings.MirostatEta, MirostatM)
                : LlamaApi.llama_sampler_init_mirostat_v2(settings.Seed, settings.MirostatTau, settings.MirostatEta));
            return;
        }

        if (settings.TopK > 0)
            Add(chain, LlamaApi.llama_sampler_init_top_k(settings.TopK));
        if (settings.TypicalP < 1)
            Add(chain, LlamaApi.llama_sampler_init_typical(settings.TypicalP, 1));
        if (settings.TopP < 1)
            Add(chain, LlamaApi.llama_sampler_init_top_p(settings.TopP, 1));
        if (settings.MinP > 0)
            Add(chain, LlamaApi.llama_sampler_init_min_p(settings.MinP, 1));
        Add(chain, LlamaApi.llama_sampler_init_temp(settings.Temperature));
        Add(chain, LlamaApi.llama_sampler_init_dist(settings.Seed));
    }

    private static nint LogitBias(SamplerSettings settings, Vocabulary vocabulary)
    {
        NativeLogitBias[] biases = [.. settings.LogitBias.Select(pair => new NativeLogitBias(pair.Key, pair.Value))];
        fixed (NativeLogitBias* first = biases)
            return LlamaApi.llama_sampler_init_logit_bias(vocabulary.Size, biases.Length, first);
    }

    private static void Add(SamplerHandle chain, nint sampler)
    {
        if (sampler == 0)
            throw new EngineException(EngineFailure.Internal, "llama.cpp could not build a sampler from valid settings.");
        LlamaApi.llama_sampler_chain_add(chain, sampler);
    }
}
