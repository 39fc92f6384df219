using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Checks that a well-formed file holds a model that llama.cpp can run alone.</summary>
internal static class ModelRules
{
    /// <summary>Checks the kind of file, its sizes and its vocabulary.</summary>
    /// <exception cref="EngineException">llama.cpp could not run it, or would end the process.</exception>
    public static void Check(GgufFile file, GgufFault fault)
    {
        CheckKind(file, fault);
        if (file.Architecture.Kind == ArchitectureKind.Unknown)
            return;
        NumberRules.Check(file, fault);
        ShapeRules.Check(file, fault);
        TensorRules.Check(file, fault);
        VocabularyRules.Check(file, fault);
    }

    private static void CheckKind(GgufFile file, GgufFault fault)
    {
        const string NextStep = "name the model itself as ModelFile";
        if (file.Metadata.Find("general.architecture") is not { } value)
            throw fault.Refuse("'general.architecture' is missing");
        if (value.Type != GgufType.Text || file.Architecture.Name.Length == 0)
            throw fault.Refuse($"'general.architecture' has the type {value.TypeName}; expected a short text");
        if (file.Metadata.Text("general.type") is "adapter")
            throw fault.Refuse("it is a LoRA adapter, not a model", NextStep);
        if (file.Metadata.Text("general.type") is "mmproj" || file.Architecture.Kind == ArchitectureKind.Projector)
            throw fault.Refuse("it is a multimodal projector, not a language model", NextStep);
        if (file.Architecture.Kind == ArchitectureKind.Draft)
            throw fault.Refuse($"{file.Architecture.Name} models only draft tokens for another model", NextStep);
        if (file.Architecture.Kind == ArchitectureKind.Speech)
            throw fault.Refuse($"{file.Architecture.Name} is a part of a speech model, not a language model", NextStep);
        if (file.Tensors.Count == 0)
            throw fault.Refuse("it has no tensors, so it is a vocabulary without a model", NextStep);
    }
}
