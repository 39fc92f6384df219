namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>The type of a <see cref="MetadataOverride"/>, with the numbers of llama.h (llama_model_kv_override_type).</summary>
internal enum OverrideKind
{
    Integer = 0,
    Float = 1,
    Bool = 2,
    Text = 3,
}
