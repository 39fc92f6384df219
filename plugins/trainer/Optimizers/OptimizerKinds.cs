using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Models;
using TorchSharp;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>Finds optimizers by their names: ours, and those of the Hugging Face libraries for the same ones.</summary>
internal static class OptimizerKinds
{
    private const string AdamW = "adamw";
    private const string AdamW8Bit = "adamw_8bit";
    private const string Sgd = "sgd";
    private const string Adafactor = "adafactor";
    private const string Prodigy = "prodigy";

    /// <summary>What differs between these is where their state lies or how fast they are, not what they compute.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["adamw_torch"] = AdamW,
        ["adamw_torch_fused"] = AdamW,
        ["adamw_hf"] = AdamW,
        ["paged_adamw"] = AdamW,
        ["paged_adamw_32bit"] = AdamW,
        ["adamw_bnb_8bit"] = AdamW8Bit,
        ["paged_adamw_8bit"] = AdamW8Bit,
    };

    /// <summary>The names there are, without the others for the same.</summary>
    public static IReadOnlyList<string> Names { get; } = [AdamW, AdamW8Bit, Sgd, Adafactor, Prodigy];

    /// <summary>One of <see cref="Names"/> for any name of an optimizer.</summary>
    /// <exception cref="EngineException">There is none of that name.</exception>
    public static string Find(string name) => Names.Contains(name) ? name : Aliases.TryGetValue(name, out var known) ? known
        : throw new EngineException(EngineFailure.InvalidInput, Fault(name)!);

    /// <summary>A sentence for a name that there is no optimizer for; null where there is one.</summary>
    public static string? Fault(string name) => Names.Contains(name) || Aliases.ContainsKey(name) ? null
        : $"optimizer is '{name}'; expected one of {string.Join(", ", Names)}.";

    /// <param name="name">Its name.</param>
    /// <param name="parameters">The trained weights.</param>
    /// <param name="settings">What optimizers have in common.</param>
    /// <param name="device">Where the weights are.</param>
    /// <exception cref="EngineException">There is none of that name.</exception>
    public static Optimizer Create(
        string name, IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings, torch.Device device) => Find(name) switch
        {
            AdamW8Bit => new AdamW8Bit(parameters, settings, device),
            Sgd => new Sgd(parameters, settings),
            Adafactor => new Adafactor(parameters, settings),
            Prodigy => new Prodigy(parameters, settings),
            _ => new AdamW(parameters, settings),
        };
}
