namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// How the elements of a tensor are stored. The numbers, block lengths and block sizes are those of ggml 0.23 (llama.cpp v0.4.0).
/// </summary>
/// <param name="Id">The number in the file and in the C API.</param>
/// <param name="Name">The name as llama.cpp prints it and as <c>CacheTypeKey</c> takes it.</param>
/// <param name="BlockLength">Elements of one block.</param>
/// <param name="BlockBytes">Bytes of one block.</param>
internal sealed record GgmlType(int Id, string Name, int BlockLength, int BlockBytes)
{
    private static readonly Dictionary<int, GgmlType> ById = new GgmlType[]
    {
        new(0, "f32", 1, 4), new(1, "f16", 1, 2), new(2, "q4_0", 32, 18), new(3, "q4_1", 32, 20),
        new(6, "q5_0", 32, 22), new(7, "q5_1", 32, 24), new(8, "q8_0", 32, 34), new(9, "q8_1", 32, 36),
        new(10, "q2_K", 256, 84), new(11, "q3_K", 256, 110), new(12, "q4_K", 256, 144), new(13, "q5_K", 256, 176),
        new(14, "q6_K", 256, 210), new(15, "q8_K", 256, 292), new(16, "iq2_xxs", 256, 66), new(17, "iq2_xs", 256, 74),
        new(18, "iq3_xxs", 256, 98), new(19, "iq1_s", 256, 50), new(20, "iq4_nl", 32, 18), new(21, "iq3_s", 256, 110),
        new(22, "iq2_s", 256, 82), new(23, "iq4_xs", 256, 136), new(24, "i8", 1, 1), new(25, "i16", 1, 2),
        new(26, "i32", 1, 4), new(27, "i64", 1, 8), new(28, "f64", 1, 8), new(29, "iq1_m", 256, 56),
        new(30, "bf16", 1, 2), new(34, "tq1_0", 256, 54), new(35, "tq2_0", 256, 66), new(39, "mxfp4", 32, 17),
        new(40, "nvfp4", 64, 36), new(41, "q1_0", 128, 18), new(42, "q2_0", 64, 18),
    }.ToDictionary(type => type.Id);

    /// <summary>Half precision, which the KV cache has by default.</summary>
    public static GgmlType Float16 => ById[1];

    /// <summary>Single precision, which norms and biases have.</summary>
    public static GgmlType Float32 => ById[0];

    /// <summary>Half precision with the exponent of single precision.</summary>
    public static GgmlType BFloat16 => ById[30];

    /// <summary>Whether elements are stored one by one, as floating-point numbers.</summary>
    public bool IsFloat => Name is "f32" or "f16" or "bf16" or "f64";

    /// <summary>Bytes of a row.</summary>
    /// <param name="elements">A multiple of the block length.</param>
    public long RowBytes(long elements) => elements / BlockLength * BlockBytes;

    /// <summary>The type with this number, or null when this release of ggml does not know it.</summary>
    public static GgmlType? Find(uint id) => id <= int.MaxValue ? ById.GetValueOrDefault((int)id) : null;

    /// <summary>The type with this name (case-sensitive), or null.</summary>
    public static GgmlType? Find(string name) => ById.Values.FirstOrDefault(type => type.Name == name);
}
