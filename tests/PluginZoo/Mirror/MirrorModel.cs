using System.Globalization;

namespace LocalAI.Plugins.Zoo;

/// <summary>A model that answers every RPC with what it was asked; one file for each family.</summary>
internal sealed partial class MirrorModel(ModelOptions options, EngineContext context) : ZooModel(context)
{
    /// <summary>As the option <c>parallel:N</c> says.</summary>
    public override int Parallelism { get; } = options.Options
        .Where(option => option.StartsWith("parallel:", StringComparison.Ordinal))
        .Select(option => int.Parse(option["parallel:".Length..], CultureInfo.InvariantCulture))
        .FirstOrDefault(64);

    public override IReadOnlyDictionary<string, ulong> Memory { get; } =
        new Dictionary<string, ulong> { ["weights"] = 1000, ["kv_cache"] = 24 };
}
