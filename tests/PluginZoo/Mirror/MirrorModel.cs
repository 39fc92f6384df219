namespace LocalAI.Plugins.Zoo;

/// <summary>A model that answers every RPC with what it was asked; one file for each family.</summary>
internal sealed partial class MirrorModel(ModelOptions options, EngineContext context) : ZooModel(context)
{
    public override IReadOnlyDictionary<string, ulong> Memory { get; } =
        new Dictionary<string, ulong> { ["weights"] = 1000, ["kv_cache"] = 24 };
}
