namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Rules between the sizes of a model: where they do not fit each other, llama.cpp asserts or divides by zero.</summary>
internal static class ShapeRules
{
    private static readonly HashSet<string> LayersWithoutHeads =
    [
        "jamba", "plamo2", "granitehybrid", "nemotron_h", "nemotron_h_moe", "lfm2", "lfm2moe", "kimi-linear", "kimi-k3", "deci",
        "falcon-h1", "minimax-01", "bailingmoe3",
    ];

    private static readonly HashSet<string> RotaryInSections =
        ["qwen2vl", "paddleocr", "qwen3vl", "qwen3vlmoe", "qwen35", "qwen35moe", "qwen4exp"];

    private static readonly HashSet<string> RopeScaling = ["none", "linear", "yarn", "longrope"];

    /// <summary>Checks the sizes against each other.</summary>
    public static void Check(GgufFile file, GgufFault fault)
    {
        var model = file.Model;
        if (model.NextTokenLayers >= model.BlockCount)
            throw fault.Refuse(
                $"'{model.Key("nextn_predict_layers")}' is {model.NextTokenLayers}; expected less than the "
                + $"{model.BlockCount} layers");
        if (file.Metadata.Find(model.Key("rope.scaling.type")) is not null
            && (file.Metadata.Text(model.Key("rope.scaling.type")) is not { } scaling || !RopeScaling.Contains(scaling)))
            throw fault.Refuse($"'{model.Key("rope.scaling.type")}' is not one of {string.Join(", ", RopeScaling)}");
        CheckHeads(file, fault);
        CheckRotary(file, fault);
        ExpertRules.Check(file, fault);
        RecurrentRules.Check(file, fault);
    }

    private static void CheckHeads(GgufFile file, GgufFault fault)
    {
        var model = file.Model;
        var needsHeads = file.Architecture.Kind != ArchitectureKind.Recurrent
            && !LayersWithoutHeads.Contains(file.Architecture.Name);
        if (needsHeads && model.Heads is not [> 0, ..])
            throw fault.Refuse($"'{model.Key("attention.head_count")}' is missing or 0; expected at least one head");
        if (model.Optional("attention.key_length") is null && model.HeadLength > 0 && model.EmbeddingLength % model.Heads[0] != 0)
            throw fault.Refuse(
                $"'{model.Key("embedding_length")}' is {model.EmbeddingLength}, not a multiple of the {model.Heads[0]} heads");
        foreach (var (heads, shared) in model.Heads.Zip(model.KeyValueHeads))
        {
            if (shared > 0 && heads % shared != 0)
                throw fault.Refuse(
                    $"'{model.Key("attention.head_count")}' is {heads}, not a multiple of the {shared} key-value heads");
        }
        if (AttentionLayout.EqualKeyAndValue.Contains(file.Architecture.Name) && model.KeyLength != model.ValueLength)
            throw fault.Refuse(
                $"'{model.Key("attention.key_length")}' and '{model.Key("attention.value_length")}' "
                + $"are {model.KeyLength} and {model.ValueLength}; expected the same");
    }

    private static void CheckRotary(GgufFile file, GgufFault fault)
    {
        var model = file.Model;
        var key = model.Key("rope.dimension_count");
        var rotary = model.Optional("rope.dimension_count") ?? model.KeyLength;
        // The rotary kernel never returns for a length of 0.
        var least = AttentionLayout.NoRotary.Contains(file.Architecture.Name) ? 0 : 2;
        if (model.KeyLength > 0 && (rotary % 2 != 0 || rotary < least || rotary > model.KeyLength))
            throw fault.Refuse($"'{key}' is {rotary}; expected an even number from {least} to the {model.KeyLength} elements of a head");
        if (model.KeyLength > 0 && rotary != model.KeyLength
            && AttentionLayout.RotaryOverWholeHead.Contains(file.Architecture.Name))
            throw fault.Refuse($"'{key}' is {rotary}; expected the {model.KeyLength} elements of a head");
        if (RotaryInSections.Contains(file.Architecture.Name))
            CheckSections(file.Metadata.Find(model.Key("rope.dimension_sections"))?.Elements ?? [], model, fault);
    }

    private static void CheckSections(IReadOnlyList<long> sections, HyperParameters model, GgufFault fault)
    {
        var isDivision = sections.Count <= 4 && sections.All(section => section is >= 0 and <= 1 << 16)
            && sections.Take(3).Sum() > 0 && sections.Sum() <= model.KeyLength;
        if (!isDivision)
            throw fault.Refuse(
                $"'{model.Key("rope.dimension_sections")}' does not divide the {model.KeyLength} elements of a head into up "
                + "to 4 parts");
    }
}
