namespace LocalAI.Plugins.Quantizing;

/// <summary>A way to store a whole model: which type most of its weights get. The names are those of llama.cpp.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="FileType">The number in <c>general.file_type</c> and in the C API (llama_ftype).</param>
/// <param name="NeedsImportance">Whether the result is garbage without an importance matrix.</param>
internal sealed record QuantizationType(string Name, int FileType, bool NeedsImportance = false)
{
    /// <summary>What an empty <c>quantization_type</c> means.</summary>
    public const string Default = "q4_k_m";

    /// <summary>All types that llama.cpp v0.4.0 writes.</summary>
    public static IReadOnlyList<QuantizationType> All { get; } =
    [
        new("f32", 0), new("f16", 1), new("bf16", 32),
        new("q8_0", 7), new("q6_k", 18),
        new("q5_0", 8), new("q5_1", 9), new("q5_k_s", 16), new("q5_k_m", 17),
        new("q4_0", 2), new("q4_1", 3), new("q4_k_s", 14), new("q4_k_m", 15), new("mxfp4_moe", 38),
        new("iq4_nl", 25), new("iq4_xs", 30),
        new("q3_k_s", 11), new("q3_k_m", 12), new("q3_k_l", 13),
        new("iq3_xxs", 23, NeedsImportance: true), new("iq3_xs", 22, NeedsImportance: true), new("iq3_s", 26), new("iq3_m", 27),
        new("q2_0", 41), new("q2_k", 10), new("q2_k_s", 21, NeedsImportance: true),
        new("iq2_xxs", 19, NeedsImportance: true), new("iq2_xs", 20, NeedsImportance: true),
        new("iq2_s", 28, NeedsImportance: true), new("iq2_m", 29, NeedsImportance: true),
        new("tq2_0", 37), new("tq1_0", 36),
        new("iq1_s", 24, NeedsImportance: true), new("iq1_m", 31, NeedsImportance: true), new("q1_0", 40),
    ];

    // The short names that llama.cpp's own tool and LocalAI's other backend take.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["fp16"] = "f16",
        ["fp32"] = "f32",
        ["q3_k"] = "q3_k_m",
        ["q4_k"] = "q4_k_m",
        ["q5_k"] = "q5_k_m",
    };

    private static readonly Dictionary<string, QuantizationType> ByName = All.ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The type of this name, in letters of any case, with - or _; null when there is none.</summary>
    public static QuantizationType? Find(string name)
    {
        var plain = name.Trim().Replace('-', '_').ToLowerInvariant();
        return ByName.GetValueOrDefault(Aliases.GetValueOrDefault(plain, plain));
    }
}
