namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Sizes and names of <see cref="GgufType"/>.</summary>
internal static class GgufTypes
{
    /// <summary>Bytes of one value; 0 for texts, arrays and numbers that are no type.</summary>
    public static int Size(this GgufType type) => type switch
    {
        GgufType.UInt8 or GgufType.Int8 or GgufType.Bool => 1,
        GgufType.UInt16 or GgufType.Int16 => 2,
        GgufType.UInt32 or GgufType.Int32 or GgufType.Float32 => 4,
        GgufType.UInt64 or GgufType.Int64 or GgufType.Float64 => 8,
        _ => 0,
    };

    /// <summary>The name of the GGUF format: <c>u32</c>, <c>str</c>, <c>arr</c>.</summary>
    public static string Name(this GgufType type) => type switch
    {
        GgufType.UInt8 => "u8",
        GgufType.Int8 => "i8",
        GgufType.UInt16 => "u16",
        GgufType.Int16 => "i16",
        GgufType.UInt32 => "u32",
        GgufType.Int32 => "i32",
        GgufType.UInt64 => "u64",
        GgufType.Int64 => "i64",
        GgufType.Float32 => "f32",
        GgufType.Float64 => "f64",
        GgufType.Bool => "bool",
        GgufType.Text => "str",
        GgufType.Array => "arr",
        _ => $"type {(uint)type}",
    };
}
