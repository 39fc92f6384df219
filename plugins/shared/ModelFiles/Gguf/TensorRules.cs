namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>The element types that the CPU kernels of ggml take: with others they abort in the middle of a step.</summary>
internal static class TensorRules
{
    // Integers and the two types that only exist for activations; a table of token numbers is looked up, never multiplied.
    private static readonly HashSet<string> NoWeights = ["i8", "i16", "i32", "i64", "f64", "q8_1", "q8_K"];

    private static readonly string[] AlwaysFloat32 =
        ["_norm.weight", ".bias", "rope_freqs.weight", "ssm_conv1d.weight", "shortconv.conv.weight"];

    /// <summary>Checks every tensor's type against its name and shape.</summary>
    public static void Check(GgufFile file, GgufFault fault)
    {
        foreach (var tensor in file.Tensors)
        {
            if (NoWeights.Contains(tensor.Type.Name) && !tensor.Name.Contains("tid2eid", StringComparison.Ordinal))
                throw fault.Refuse(
                    $"tensor {GgufFault.Quote(tensor.Name)} has the type {tensor.Type.Name}, which is none for weights");
            if (tensor.Type.Name != "f32" && NeedsFloat32(tensor))
                throw fault.Refuse($"tensor {GgufFault.Quote(tensor.Name)} has the type {tensor.Type.Name}; expected f32");
        }
    }

    private static bool NeedsFloat32(GgufTensor tensor) =>
        tensor.Dimensions.Count == 1 || AlwaysFloat32.Any(ending => tensor.Name.EndsWith(ending, StringComparison.Ordinal));
}
