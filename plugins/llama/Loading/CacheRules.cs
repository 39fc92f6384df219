using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>
/// Which types of KV cache go with a model and its attention. llama.cpp checks the blocks of a quantised type only for the fused kernel;
/// without it, blocks that reach over several heads are read at the wrong places.
/// </summary>
internal static class CacheRules
{
    private const string Others = "give f32, f16 or bf16";

    /// <exception cref="EngineException">They do not; the message names the field.</exception>
    public static void Check(LoadSettings settings, GgufFile file)
    {
        CheckBlocks("CacheTypeKey", settings.KeyType, file.Model.KeyLength);
        CheckBlocks("CacheTypeValue", settings.ValueType, file.Model.ValueLength);
        if (settings.ValueType.BlockLength > 1 && settings.FlashAttention == FlashAttention.Off)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"CacheTypeValue is '{settings.ValueType.Name}', which needs FlashAttention; set that to on or auto, or {Others}.");
        }
    }

    private static void CheckBlocks(string field, GgmlType type, uint headLength)
    {
        if (headLength % type.BlockLength != 0)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"{field} is '{type.Name}', whose blocks of {type.BlockLength} do not divide the {headLength} elements "
                + $"of a head of this model; {Others}.");
        }
    }
}
