using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The size of a KV cache, from the shapes in the file.</summary>
internal static class KeyValueMemory
{
    // Of the models with sliding windows, those with the fewest full layers have one in six.
    private const int SlidingLayersPerFull = 6;

    // These have the key from their conversion, but llama.cpp caches the whole context for them.
    private static readonly string[] IgnoreTheWindow = ["llama", "qwen2", "qwen3", "starcoder2"];

    /// <summary>
    /// The least bytes that the cache takes: for each layer, head and token one key and one value. Layers whose window or
    /// recurrence keeps them small count as far as the file tells.
    /// </summary>
    public static long Estimate(GgufFile file, LoadSettings settings, int context)
    {
        if (file.Architecture.Kind is ArchitectureKind.Recurrent or ArchitectureKind.Encoder)
            return 0;
        var model = file.Model;
        var bytesPerHead = Bytes(settings.KeyType, model.KeyLength) + Bytes(settings.ValueType, model.ValueLength);
        var heads = model.KeyValueHeads.Take((int)(model.BlockCount - model.NextTokenLayers)).Sum();
        var perToken = bytesPerHead * heads / Math.Max(1, (int)model.Number("full_attention_interval"));
        var window = (Int128)model.SlidingWindow * settings.Parallel + settings.MicroBatchSize;
        var hasWindow = model.SlidingWindow > 0 && !IgnoreTheWindow.Contains(file.Architecture.Name);
        if (!hasWindow || settings.FullSlidingWindow || window > context)
            return Clamp((Int128)perToken * context);
        return Clamp(perToken * (context + window * (SlidingLayersPerFull - 1)) / SlidingLayersPerFull);
    }

    private static long Bytes(GgmlType type, uint elements) => (long)elements * type.BlockBytes / type.BlockLength;

    private static long Clamp(Int128 bytes) => (long)Int128.Min(bytes, long.MaxValue);
}
