namespace LocalAI.Plugins.Trainer.Models;

/// <summary>A family of models that can be trained, and what no number in its config.json says.</summary>
/// <param name="Name">Its <c>model_type</c> in config.json.</param>
/// <param name="ClassName">Its class in <c>architectures</c>.</param>
internal sealed record ModelFamily(string Name, string ClassName)
{
    public static ModelFamily Llama { get; } = new("llama", "LlamaForCausalLM");

    public static ModelFamily Mistral { get; } = new("mistral", "MistralForCausalLM");

    public static ModelFamily Qwen2 { get; } = new("qwen2", "Qwen2ForCausalLM") { AlwaysHasAttentionBias = true };

    public static ModelFamily Qwen3 { get; } = new("qwen3", "Qwen3ForCausalLM") { HasHeadNorms = true };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } = [Llama, Mistral, Qwen2, Qwen3];

    /// <summary>Whether queries, keys and values have a bias whatever config.json says.</summary>
    public bool AlwaysHasAttentionBias { get; private init; }

    /// <summary>Whether each head's queries and keys are normalised.</summary>
    public bool HasHeadNorms { get; private init; }

    /// <summary>The family of a class of models, or null.</summary>
    public static ModelFamily? Find(string className) => All.FirstOrDefault(family => family.ClassName == className);
}
