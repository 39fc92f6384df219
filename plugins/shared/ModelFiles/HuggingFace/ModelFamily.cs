namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>A family of models: what is so for all of them and no number in config.json says.</summary>
/// <param name="Architecture">Its name in GGUF.</param>
/// <param name="Classes">The names in <c>architectures</c>.</param>
internal sealed record ModelFamily(string Architecture, params string[] Classes)
{
    /// <summary>The families that can be converted.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new("llama", "LlamaForCausalLM", "LLaMAForCausalLM", "MistralForCausalLM") { InterleavesRotary = true, NamesRotaryLength = true },
        new("qwen2", "Qwen2ForCausalLM"),
        new("qwen3", "Qwen3ForCausalLM", "Qwen3ForSequenceClassification"),
        new("gemma", "GemmaForCausalLM") { NormShift = 1, TiesOutput = true },
        new("gemma2", "Gemma2ForCausalLM") { NormShift = 1, TiesOutput = true, HasPostNorms = true },
        new("gemma3", "Gemma3ForCausalLM", "Gemma3ForConditionalGeneration") { NormShift = 1, TiesOutput = true, HasPostNorms = true },
    ];

    /// <summary>
    /// Whether llama.cpp turns neighbouring elements of queries and keys together, where Hugging Face turns those half a head apart:
    /// then the rows of their matrices have to change places.
    /// </summary>
    public bool InterleavesRotary { get; private init; }

    /// <summary>Whether the file says how many elements of a head are turned.</summary>
    public bool NamesRotaryLength { get; private init; }

    /// <summary>What Hugging Face adds to the weights of norms while it computes, and GGUF has in them.</summary>
    public float NormShift { get; private init; }

    /// <summary>Whether the output always is the matrix of the embeddings.</summary>
    public bool TiesOutput { get; private init; }

    /// <summary>Whether there are norms behind attention and feed-forward too.</summary>
    public bool HasPostNorms { get; private init; }

    /// <summary>Whether this is one of the Gemma models.</summary>
    public bool IsGemma => Architecture.StartsWith("gemma", StringComparison.Ordinal);

    /// <summary>The family of a class of models, or null.</summary>
    public static ModelFamily? Find(string className) => All.FirstOrDefault(family => family.Classes.Contains(className));
}
