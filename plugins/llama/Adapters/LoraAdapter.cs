namespace LocalAI.Plugins.Llama.Adapters;

/// <summary>A low-rank change of the weights that a load asks for.</summary>
/// <param name="File">The absolute path of the adapter, a GGUF file.</param>
/// <param name="Scale">How much of it counts; 1 for all, 0 for nothing.</param>
internal sealed record LoraAdapter(string File, float Scale);
