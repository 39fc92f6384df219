namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// The sizes of a model, read from the keys that start with its architecture's name; 0 where the file says nothing.
/// </summary>
internal sealed class HyperParameters(GgufMetadata metadata, string architecture)
{
    /// <summary>Tokens of context the model was trained for.</summary>
    public uint ContextLength => Number("context_length");

    /// <summary>Width of the hidden state.</summary>
    public uint EmbeddingLength => Number("embedding_length");

    /// <summary>Layers, with those for predicting further tokens.</summary>
    public uint BlockCount => Number("block_count");

    /// <summary>Extra layers that predict further tokens.</summary>
    public uint NextTokenLayers => Number("nextn_predict_layers");

    /// <summary>Tokens that a layer with a sliding window looks back; 0 for none.</summary>
    public uint SlidingWindow => Number("attention.sliding_window");

    /// <summary>Query heads of each layer; empty where the file says nothing.</summary>
    public IReadOnlyList<long> Heads => PerLayer("attention.head_count") ?? [];

    /// <summary>Key and value heads of each layer.</summary>
    public IReadOnlyList<long> KeyValueHeads => PerLayer("attention.head_count_kv") ?? Heads;

    /// <summary>Elements of a key of one head.</summary>
    public uint KeyLength => Optional("attention.key_length") ?? HeadLength;

    /// <summary>Elements of a value of one head.</summary>
    public uint ValueLength => Optional("attention.value_length") ?? HeadLength;

    /// <summary>How embeddings are pooled by default (llama_pooling_type), or null.</summary>
    public uint? Pooling => Optional("pooling_type");

    /// <summary>The elements of a head when the file does not give them.</summary>
    public uint HeadLength => Heads is [> 0 and var heads, ..] ? (uint)(EmbeddingLength / heads) : 0;

    /// <summary>The full name of one of the model's keys.</summary>
    public string Key(string name) => $"{architecture}.{name}";

    /// <summary>A number, or null when the file does not have it.</summary>
    public uint? Optional(string name) => metadata.UInt32(Key(name));

    /// <summary>A number, or 0.</summary>
    public uint Number(string name) => Optional(name) ?? 0;

    /// <summary>A number for each layer, or null.</summary>
    public IReadOnlyList<long>? PerLayer(string name) => metadata.PerLayer(Key(name), BlockCount);
}
