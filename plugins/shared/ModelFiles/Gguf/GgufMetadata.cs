namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>The metadata of a file as llama.cpp will see it: an override of the right type wins over the file's value.</summary>
internal sealed class GgufMetadata(
    IReadOnlyDictionary<string, GgufValue> values, TokenTable tokens, IReadOnlyList<MetadataOverride> overrides)
{
    /// <summary>The keys and values of the file itself.</summary>
    public IReadOnlyDictionary<string, GgufValue> Values { get; } = values;

    /// <summary>What is known of the token texts; empty when the file has none.</summary>
    public TokenTable Tokens { get; } = tokens;

    /// <summary>The file's value of a key, whatever its type, without overrides; null when it is absent.</summary>
    public GgufValue? Find(string key) => Values.GetValueOrDefault(key);

    /// <summary>A 32-bit unsigned number; null when absent or of another type.</summary>
    public uint? UInt32(string key) =>
        Override(key, OverrideKind.Integer) is { } replaced ? unchecked((uint)replaced.Integer)
        : Find(key) is { Type: GgufType.UInt32 } value ? (uint)value.Bits : null;

    /// <summary>A floating-point number; null when absent or of another type.</summary>
    public double? Float32(string key) =>
        Override(key, OverrideKind.Float) is { } replaced ? (float)replaced.Number
        : Find(key) is { Type: GgufType.Float32 } value ? value.Number : null;

    /// <summary>A boolean; null when absent or of another type.</summary>
    public bool? Bool(string key) =>
        Override(key, OverrideKind.Bool) is { } replaced ? replaced.Integer != 0
        : Find(key) is { Type: GgufType.Bool } value ? value.Bits != 0 : null;

    /// <summary>A text up to its first NUL; null when absent, of another type or longer than 1 KiB.</summary>
    public string? Text(string key) =>
        Override(key, OverrideKind.Text) is { } replaced ? replaced.Text : Find(key)?.Text;

    /// <summary>A value for each layer, from one number for all or an array; null when absent or of another type.</summary>
    public IReadOnlyList<long>? PerLayer(string key, uint layers) => Find(key) switch
    {
        { Type: GgufType.Array } array => array.Elements,
        { } when UInt32(key) is { } number => [.. Enumerable.Repeat((long)number, (int)Math.Min(layers, GgufValue.LongestArray))],
        _ => null,
    };

    private MetadataOverride? Override(string key, OverrideKind kind) =>
        overrides.LastOrDefault(o => o.Key == key) is { } found && found.Kind == kind ? found : null;
}
