using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Adapters;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>A model in memory and how it came there; owns the weights and their adapters.</summary>
internal sealed record LoadedWeights(
    ModelHandle Handle, LoadSettings Settings, ContextPlan Plan, Device Device, string Description) : IDisposable
{
    /// <summary>Bytes in use by name.</summary>
    public IReadOnlyDictionary<string, ulong> Memory { get; } = new Dictionary<string, ulong>
    {
        ["weights"] = LlamaApi.llama_model_size(Handle),
        ["kv_cache"] = (ulong)Plan.KeyValueBytes,
    };

    /// <summary>The adapters that change the weights; null for none.</summary>
    public AdapterSet? Adapters { get; init; }

    public void Dispose()
    {
        Adapters?.Dispose();
        Handle.Dispose();
    }
}
