using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library)]
    public static partial nint llama_sampler_chain_init(NativeSamplerChainParameters parameters);

    /// <summary>The chain owns <paramref name="sampler"/> from here on.</summary>
    [LibraryImport(Library)]
    public static partial void llama_sampler_chain_add(SamplerHandle chain, nint sampler);

    [LibraryImport(Library)]
    public static partial void llama_sampler_apply(SamplerHandle sampler, NativeTokenDataArray* candidates);

    [LibraryImport(Library)]
    public static partial void llama_sampler_accept(SamplerHandle sampler, int token);

    [LibraryImport(Library)]
    public static partial void llama_sampler_free(nint sampler);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_greedy();

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_dist(uint seed);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_top_k(int k);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_top_p(float p, nuint minKeep);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_min_p(float p, nuint minKeep);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_typical(float p, nuint minKeep);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_temp(float temperature);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_mirostat(int vocabularySize, uint seed, float tau, float eta, int m);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_mirostat_v2(uint seed, float tau, float eta);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_penalties(
        int vocabularySize, int lastTokens, float repeat, float frequency, float presence);

    [LibraryImport(Library)]
    public static partial nint llama_sampler_init_logit_bias(int vocabularySize, int count, NativeLogitBias* biases);
}
