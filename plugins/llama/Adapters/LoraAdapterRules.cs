using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Adapters;

/// <summary>
/// Checks that an adapter file is well-formed and was made for a model: llama.cpp reads its metadata without looking at their types,
/// and matrices that do not fit each other end the process in the first step.
/// </summary>
internal static class LoraAdapterRules
{
    private const string A = ".lora_a";
    private const string B = ".lora_b";
    private const string IgnoredNorm = "_norm.weight";
    private const string TokenEmbedding = "token_embd.weight";

    private static readonly string[] Types = ["f32", "f16", "bf16", "q8_0"];

    /// <exception cref="EngineException">The file is damaged, no adapter, or one for another model.</exception>
    public static void Check(string path, GgufFile model)
    {
        var file = GgufFile.OpenPart(path, []);
        var fault = new GgufFault(path);
        CheckKind(file, fault);
        if (file.Architecture.Name != model.Architecture.Name)
            throw Other(fault, model, $"it changes a model of the architecture {GgufFault.Quote(file.Architecture.Name)}, "
                + $"but this one is of {GgufFault.Quote(model.Architecture.Name)}");
        var weights = model.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var tensor in file.Tensors)
            CheckTensor(tensor, tensors, weights, model, fault);
    }

    private static void CheckKind(GgufFile file, GgufFault fault)
    {
        const string NextStep = "name a LoRA adapter that was converted to GGUF";
        if (file.Metadata.Text("general.type") is not "adapter")
            throw fault.Refuse("it is not an adapter, because its 'general.type' is not 'adapter'", NextStep);
        if (file.Metadata.Text("adapter.type") is not "lora")
            throw fault.Refuse("its 'adapter.type' is not 'lora'", NextStep);
        if (file.Metadata.Find("adapter.lora.alpha") is { } alpha && (alpha.Type != GgufType.Float32 || !double.IsFinite(alpha.Number)))
            throw fault.Refuse($"'adapter.lora.alpha' has the type {alpha.TypeName} or no finite value; expected f32");
        if (file.Metadata.Values.Keys.Any(key => key.StartsWith("adapter.alora.", StringComparison.Ordinal)))
            throw fault.Refuse("it is an activated LoRA adapter, which works only behind certain tokens", "name a plain LoRA adapter");
        if (!file.Tensors.Any(tensor => tensor.Name.EndsWith(A, StringComparison.Ordinal)))
            throw fault.Refuse("it changes no tensor", NextStep);
    }

    private static void CheckTensor(
        GgufTensor tensor, Dictionary<string, GgufTensor> tensors, Dictionary<string, GgufTensor> weights, GgufFile model, GgufFault fault)
    {
        var isA = tensor.Name.EndsWith(A, StringComparison.Ordinal);
        if (!isA && !tensor.Name.EndsWith(B, StringComparison.Ordinal))
        {
            // llama.cpp passes over changed norms, so they can do no harm.
            if (!tensor.Name.EndsWith(IgnoredNorm, StringComparison.Ordinal))
                throw fault.Refuse($"tensor {GgufFault.Quote(tensor.Name)} does not end in {A} or {B}");
            return;
        }
        var name = tensor.Name[..^A.Length];
        if (name.Contains(A, StringComparison.Ordinal) || name.Contains(B, StringComparison.Ordinal)
            || !tensors.TryGetValue(name + (isA ? B : A), out var partner))
            throw fault.Refuse($"tensor {GgufFault.Quote(tensor.Name)} has no partner");
        if (!Types.Contains(tensor.Type.Name))
            throw fault.Refuse($"tensor {GgufFault.Quote(tensor.Name)} has the type {tensor.Type.Name}; "
                + $"expected one of {string.Join(", ", Types)}");
        if (!weights.TryGetValue(name, out var weight))
            throw Other(fault, model, $"the model has no tensor {GgufFault.Quote(name)}");
        if (isA && !Fits(tensor, partner, weight))
            throw Other(fault, model, $"its matrices {Shape(tensor)} and {Shape(partner)} do not fit {GgufFault.Quote(name)}, "
                + $"which is {Shape(weight)}");
    }

    /// <summary>Whether B·A has the shape of the weight; for the table of tokens both are stored the other way round.</summary>
    private static bool Fits(GgufTensor a, GgufTensor b, GgufTensor weight)
    {
        if (weight.Dimensions.Count < 2 || a.Dimensions.Count < 2 || b.Dimensions.Count < 2)
            return false;
        var isLayered = a.Dimensions.Skip(2).SequenceEqual(weight.Dimensions.Skip(2))
            && b.Dimensions.Skip(2).SequenceEqual(weight.Dimensions.Skip(2));
        return isLayered && (weight.Name == TokenEmbedding
            ? a.Dimensions[0] == b.Dimensions[0] && a.Dimensions[1] == weight.Dimensions[1] && b.Dimensions[1] == weight.Dimensions[0]
            : a.Dimensions[1] == b.Dimensions[0] && a.Dimensions[0] == weight.Dimensions[0] && b.Dimensions[1] == weight.Dimensions[1]);
    }

    private static string Shape(GgufTensor tensor) => string.Join('×', tensor.Dimensions);

    private static EngineException Other(GgufFault fault, GgufFile model, string problem) =>
        fault.Refuse($"it is an adapter for another model than {Path.GetFileName(model.Path)}, for {problem}",
            "use an adapter that was trained for this model");
}
