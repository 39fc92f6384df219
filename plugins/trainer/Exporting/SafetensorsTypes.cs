using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>What the safetensors format calls the types of elements.</summary>
internal static class SafetensorsTypes
{
    private static readonly (ScalarType Type, string Name, int Bytes)[] Known =
    [
        (ScalarType.Float64, "F64", 8), (ScalarType.Float32, "F32", 4), (ScalarType.Float16, "F16", 2), (ScalarType.BFloat16, "BF16", 2),
        (ScalarType.Int64, "I64", 8), (ScalarType.Int32, "I32", 4), (ScalarType.Int16, "I16", 2), (ScalarType.Int8, "I8", 1),
        (ScalarType.Byte, "U8", 1), (ScalarType.Bool, "BOOL", 1),
    ];

    public static string NameOf(ScalarType type) => Find(type).Name;

    /// <summary>The bytes of an element.</summary>
    public static int BytesOf(ScalarType type) => Find(type).Bytes;

    /// <summary>The type of this name, one of those that the reader of such files lets through.</summary>
    public static ScalarType Find(string name) => Known.First(known => known.Name == name).Type;

    private static (ScalarType Type, string Name, int Bytes) Find(ScalarType type) =>
        Known.FirstOrDefault(known => known.Type == type) is { Name: not null } found
            ? found : throw new ArgumentException($"Elements of the type {type} have no place in a safetensors file.", nameof(type));
}
