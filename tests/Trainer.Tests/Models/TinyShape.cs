using LocalAI.Plugins.Trainer.Models;

namespace LocalAI.Plugins.Trainer.Tests.Models;

/// <summary>A model of a few thousand weights, for tests that look at all of them.</summary>
internal static class TinyShape
{
    public static ModelShape Of(ModelFamily family) => new()
    {
        Family = family,
        Vocabulary = 32,
        Width = 16,
        Hidden = 24,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadLength = 4,
        Context = 64,
        HasAttentionBias = family.AlwaysHasAttentionBias,
        TiesOutput = family == ModelFamily.Qwen3,
    };
}
