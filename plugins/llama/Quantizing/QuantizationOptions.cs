using System.Text;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>The register of what <c>extra_options</c> may say.</summary>
internal static class QuantizationOptions
{
    private const string Flag = "true or false";

    // A single tensor may get those that need no importance matrix; without one the library ends the process for the others.
    private static readonly string[] TensorTypes =
    [
        "f32", "f16", "bf16", "q8_0", "q6_K", "q5_K", "q5_1", "q5_0", "q4_K", "q4_1", "q4_0", "iq4_nl", "iq4_xs", "q3_K", "iq3_s",
        "q2_K", "tq2_0", "tq1_0",
    ];

    /// <summary>All options.</summary>
    public static IReadOnlyList<QuantizationOption> All { get; } =
    [
        new("threads", "an integer from 1", "the cores less one", "Threads that compute; more than there are cores are not used.",
            (settings, value) => OptionValue.Integer(value, 1, int.MaxValue) is { } threads
                ? settings with { Threads = Math.Min(threads, Math.Min(Environment.ProcessorCount, ThreadBudget.Most)) } : null),
        new("pure", Flag, "false", "Give all matrices the same type, without llama.cpp's mixture.",
            (settings, value) => OptionValue.Bool(value) is { } pure ? settings with { Pure = pure } : null),
        new("allow_requantize", Flag, "false", "Quantise weights again that are quantised already, which costs quality.",
            (settings, value) => OptionValue.Bool(value) is { } allow ? settings with { AllowRequantize = allow } : null),
        new("leave_output_tensor", Flag, "false", "Leave output.weight as it is.",
            (settings, value) => OptionValue.Bool(value) is { } leave ? settings with { LeaveOutputTensor = leave } : null),
        new("output_tensor_type", string.Join(", ", TensorTypes), "llama.cpp's choice", "The type of output.weight.",
            (settings, value) => TensorType(value) is { } type ? settings with { OutputTensorType = type } : null),
        new("token_embedding_type", "as output_tensor_type", "llama.cpp's choice", "The type of token_embd.weight.",
            (settings, value) => TensorType(value) is { } type ? settings with { TokenEmbeddingType = type } : null),
        new("keep_split", "false, because the output is always one file", "false", "Splitting is not supported.",
            (settings, value) => OptionValue.Bool(value) is false ? settings : null),
        new("imatrix", "a path", "none", "The importance matrix, a GGUF file of llama.cpp's llama-imatrix.",
            (settings, value) => value.Length > 0 && !value.Contains('\0', StringComparison.Ordinal)
                ? settings with { Importance = Path.GetFullPath(value) } : null),
    ];

    /// <summary>The option of this name, or null.</summary>
    public static QuantizationOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);

    /// <summary>The register as a table for the documentation.</summary>
    public static string ToMarkdown()
    {
        var table = new StringBuilder("| Option | Values | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var option in All)
            table.Append($"| `{option.Name}` | {option.Expects} | {option.Default} | {option.Meaning} |\n");
        return table.ToString();
    }

    private static GgmlType? TensorType(string name) =>
        TensorTypes.FirstOrDefault(type => string.Equals(type, name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? GgmlType.Find(known) : null;
}
