using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>How a model is loaded, the same on all sides.</summary>
/// <param name="ModelFile">The absolute path.</param>
/// <param name="Slots">Texts at once; each has its own part of the cache.</param>
/// <param name="SlotContext">Tokens that one text may have.</param>
internal sealed record ModelSetup(string ModelFile, int Slots, int SlotContext)
{
    private const int BatchSize = 512;

    /// <summary>Options of the engine beside those that say this.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>As many as the engine itself would choose.</summary>
    public int Threads { get; } = ThreadBudget.Threads(requested: 0, Environment.ProcessorCount);

    /// <summary>The request that has the host load it like this.</summary>
    public ModelOptions ToModelOptions() => new()
    {
        Model = Path.GetFileName(ModelFile),
        ModelFile = ModelFile,
        ContextSize = Slots * SlotContext,
        NBatch = BatchSize,
        Threads = Threads,
        MMap = true,
        Options = { $"parallel:{Slots}", "kv_unified:false", Options },
    };
}
