using LocalAI.Plugins.Llama.Adapters;
using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>All that LoadModel can set, with the defaults of a field that is 0 or empty.</summary>
internal sealed record LoadSettings
{
    /// <summary>The absolute path of the model.</summary>
    public string ModelFile { get; init; } = "";

    /// <summary>The folder that relative paths and prompt caches are in; empty for the model's own.</summary>
    public string ModelPath { get; init; } = "";

    /// <summary>Tokens of context for all slots together; 0 for as many as the model was trained for.</summary>
    public int ContextSize { get; init; }

    /// <summary>Most tokens of one decode call.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>Most tokens computed at once; 0 for as many as <see cref="BatchSize"/>.</summary>
    public int MicroBatchSize { get; init; }

    /// <summary>Requests that run at the same time.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Threads asked for; 0 for as many as are good (<see cref="ThreadBudget"/>).</summary>
    public int Threads { get; init; }

    /// <summary>Threads asked for while a prompt is read; 0 for as many as <see cref="Threads"/>.</summary>
    public int BatchThreads { get; init; }

    /// <summary>Whether the model answers Embedding instead of Predict.</summary>
    public bool Embeddings { get; init; }

    /// <summary>Whether the model answers Rerank; <see cref="Embeddings"/> is true then, too.</summary>
    public bool Reranking { get; init; }

    /// <summary>How token vectors become one.</summary>
    public PoolingType Pooling { get; init; } = PoolingType.Model;

    /// <summary>-1 no normalisation, 0 largest value to the 16-bit range, 1 sum, 2 Euclidean, above: that norm.</summary>
    public int EmbeddingNorm { get; init; } = 2;

    /// <summary>Layers on the GPU; -1 for all.</summary>
    public int GpuLayers { get; init; }

    /// <summary>The GPU that holds what is not split.</summary>
    public int MainGpu { get; init; }

    /// <summary>The share of each GPU; empty to go by free memory.</summary>
    public IReadOnlyList<float> TensorSplit { get; init; } = [];

    /// <summary>How the model is spread over several GPUs.</summary>
    public SplitMode SplitMode { get; init; } = SplitMode.Layer;

    /// <summary>The devices that may be used; empty for the one the host chose.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>How the weights come into memory.</summary>
    public LoadMode LoadMode { get; init; } = LoadMode.Read;

    /// <summary>Whether every weight is looked at for values that are no numbers.</summary>
    public bool CheckTensors { get; init; }

    /// <summary>Whether one step runs at load, so that the first request does not pay for it.</summary>
    public bool Warmup { get; init; } = true;

    /// <summary>Whether operations of weights in host memory may run on the GPU.</summary>
    public bool OffloadOperations { get; init; } = true;

    /// <summary>Whether the KV cache lies on the GPU.</summary>
    public bool OffloadKeyValues { get; init; } = true;

    /// <summary>Whether all slots share one KV cache.</summary>
    public bool UnifiedKeyValues { get; init; } = true;

    /// <summary>Whether layers with a sliding window cache the whole context.</summary>
    public bool FullSlidingWindow { get; init; }

    /// <summary>Type of the cached keys.</summary>
    public GgmlType KeyType { get; init; } = GgmlType.Float16;

    /// <summary>Type of the cached values.</summary>
    public GgmlType ValueType { get; init; } = GgmlType.Float16;

    /// <summary>Whether attention runs fused.</summary>
    public FlashAttention FlashAttention { get; init; } = FlashAttention.Auto;

    /// <summary>Base of the rotary frequencies; 0 for the model's.</summary>
    public float RopeFreqBase { get; init; }

    /// <summary>Scale of the rotary frequencies; 0 for the model's.</summary>
    public float RopeFreqScale { get; init; }

    /// <summary>How positions beyond the trained context are scaled.</summary>
    public RopeScaling RopeScaling { get; init; } = RopeScaling.Model;

    /// <summary>YaRN's mix of extrapolation and interpolation; -1 for the model's.</summary>
    public float YarnExtFactor { get; init; } = -1;

    /// <summary>YaRN's attention factor; -1 for the model's.</summary>
    public float YarnAttnFactor { get; init; } = -1;

    /// <summary>YaRN's low correction dimension; -1 for the model's.</summary>
    public float YarnBetaFast { get; init; } = -1;

    /// <summary>YaRN's high correction dimension; -1 for the model's.</summary>
    public float YarnBetaSlow { get; init; } = -1;

    /// <summary>Whether the oldest half of a full context is dropped, so that generation goes on.</summary>
    public bool ContextShift { get; init; }

    /// <summary>The share of a prompt that a slot must already hold to be chosen for it, 0 to 1.</summary>
    public float SlotPromptSimilarity { get; init; } = 0.1f;

    /// <summary>Least tokens of a later part of a slot's text that is moved instead of computed again; 0 for never.</summary>
    public int CacheReuse { get; init; }

    /// <summary>MiB of memory for what slots held before; -1 for as much as is sensible, 0 for none.</summary>
    public int CacheRam { get; init; } = -1;

    /// <summary>Whether what an idle slot loses to make room is kept there, too.</summary>
    public bool CacheIdleSlots { get; init; } = true;

    /// <summary>Which of llama.cpp's log lines pass: 0 none, 1 errors, 2 warnings, 3 information, 4 and above all.</summary>
    public int Verbosity { get; init; } = 3;

    /// <summary>Where tensors are put, first match first.</summary>
    public IReadOnlyList<TensorPlacement> Placements { get; init; } = [];

    /// <summary>Adapters that change the weights.</summary>
    public IReadOnlyList<LoraAdapter> Adapters { get; init; } = [];

    /// <summary>Values that replace the file's metadata.</summary>
    public IReadOnlyList<MetadataOverride> Overrides { get; init; } = [];

    /// <summary>How conversations are read and answered.</summary>
    public ChatSettings Chat { get; init; } = new();

    /// <summary>How tokens are drafted.</summary>
    public DraftSettings Draft { get; init; } = new();

    /// <summary>Words after which the GBNF grammar of a request holds; none for from the start.</summary>
    public IReadOnlyList<string> GrammarTriggers { get; init; } = [];

    /// <summary>Options that this engine knows but does not use yet.</summary>
    public IReadOnlyList<string> UnusedOptions { get; init; } = [];

    /// <summary>Options that nobody knows.</summary>
    public IReadOnlyList<string> UnknownOptions { get; init; } = [];
}
