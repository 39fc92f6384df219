using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>How a model is loaded, the same on all sides.</summary>
/// <param name="ModelFile">The absolute path.</param>
/// <param name="Slots">Texts at once; each has its own part of the cache.</param>
/// <param name="SlotContext">Tokens that one text may have.</param>
internal sealed record ModelSetup(string ModelFile, int Slots, int SlotContext)
{
    public const int BatchSize = 512;

    /// <summary>What the engine uses when it may choose: one core stays for the server.</summary>
    public int Threads { get; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Tokens of the whole cache.</summary>
    public int ContextSize => Slots * SlotContext;

    /// <summary>The request that has the host load it like this.</summary>
    public ModelOptions ToModelOptions() => new()
    {
        Model = Path.GetFileName(ModelFile),
        ModelFile = ModelFile,
        ContextSize = ContextSize,
        NBatch = BatchSize,
        Threads = Threads,
        MMap = true,
        Options = { $"parallel:{Slots}", "kv_unified:false" },
    };
}
