using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>The numbers of config.json; of a model with several parts those of its text part.</summary>
internal sealed class ModelConfig
{
    /// <summary>Its name.</summary>
    public const string FileName = "config.json";

    private readonly JsonElement _root;
    private readonly JsonElement? _text;

    private ModelConfig(JsonElement root)
    {
        _root = root;
        _text = Property(root, "text_config") is { ValueKind: JsonValueKind.Object } text ? text : null;
    }

    /// <summary>The first of <c>architectures</c>, or an empty text.</summary>
    public string Architecture =>
        Property(_root, "architectures") is { ValueKind: JsonValueKind.Array } names && names.GetArrayLength() > 0
        && names[0].ValueKind == JsonValueKind.String ? names[0].GetString()! : "";

    public static ModelConfig Read(string folder) => new(JsonFile.Read(Path.Combine(folder, FileName)));

    /// <summary>A value of any kind but null; null when it is absent.</summary>
    public JsonElement? Find(string name) => (_text is { } text ? Property(text, name) : null) ?? Property(_root, name);

    /// <summary>An integer from 1; null when absent.</summary>
    public uint? Size(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetUInt32(out var size) && size is > 0 and <= int.MaxValue => size,
        { } other => throw Wrong(name, other, "an integer from 1"),
    };

    /// <summary>An integer from 1.</summary>
    public uint RequiredSize(string name) => Size(name) ?? throw Missing(name);

    /// <summary>A finite number; null when absent.</summary>
    public float? Number(string name) => Find(name) is { } value ? NumberOf(name, value) : null;

    /// <summary>A finite number.</summary>
    public float RequiredNumber(string name) => Number(name) ?? throw Missing(name);

    /// <summary>A boolean; false when absent.</summary>
    public bool Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A finite number of an object within the config; null when absent.</summary>
    public static float? NumberOf(JsonElement element, string name) =>
        Property(element, name) is { } value ? NumberOf(name, value) : null;

    /// <summary>A property of any kind but null; null when it is absent.</summary>
    public static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null ? value : null;

    private static float NumberOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number)
            ? number : throw Wrong(name, value, "a number");

    private static EngineException Wrong(string name, JsonElement value, string expected) =>
        FolderFault.Refuse(FileName, $"'{name}' is {GgufFault.Quote(value.GetRawText())}; expected {expected}");

    private static EngineException Missing(string name) => FolderFault.Refuse(FileName, $"'{name}' is missing");
}
