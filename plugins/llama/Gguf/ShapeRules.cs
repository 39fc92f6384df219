namespace LocalAI.Plugins.Llama.Gguf;

/// <summary>Rules between the sizes of a model: where they do not fit each other, llama.cpp asserts or divides by zero.</summary>
internal static class ShapeRules
{
    private static readonly HashSet<string> LayersWithoutHeads =
    [
        "jamba", "plamo2", "granitehybrid", "nemotron_h", "nemotron_h_moe", "lfm2", "lfm2moe", "kimi-linear", "kimi-k3", "deci",
        "falcon-h1", "minimax-01", "bailingmoe3",
    ];

    // Their attention code asserts that keys and values of a head have the same length.
    private static readonly HashSet<string> EqualKeyAndValue =
    [
        "afmoe", "apertus", "arcee", "arctic", "baichuan", "bailingmoe2", "bert", "bitnet", "bloom", "chameleon", "chatglm", "codeshell",
        "cogvlm", "cohere2", "cohere2moe", "command-r", "dbrx", "deci", "deepseek", "dots1", "dream", "ernie4_5", "ernie4_5-moe",
        "eurobert", "exaone", "exaone4", "exaone-moe", "falcon", "glm4", "glm4moe", "gpt2", "gptneox", "granite", "granitemoe",
        "granitehybrid", "granite_swa", "grok", "grovemoe", "hunyuan-moe", "hunyuan-dense", "hunyuan_vl", "hy_v3", "internlm2", "jais",
        "jais2", "laguna", "llada", "llada-moe", "llama", "llama-embed", "llama4", "maincoder", "mellum", "minimax-01", "minimax-m2",
        "mistral3", "modern-bert", "mpt", "nanbeige", "nemotron", "nemotron_h", "nemotron_h_moe", "neo-bert", "nomic-bert",
        "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "olmo", "olmo2", "olmoe", "openelm", "orion", "paddleocr", "pangu-embedded",
        "phi2", "phi3", "plamo", "qwen", "qwen2", "qwen2moe", "qwen2vl", "qwen3", "qwen3moe", "qwen3next", "qwen3vl", "qwen3vlmoe",
        "qwen35", "qwen35moe", "refact", "rnd1", "seed_oss", "smallthinker", "smollm3", "stablelm", "starcoder", "starcoder2", "t5",
        "t5encoder", "talkie", "xverse",
    ];

    // Of these, those whose code also asserts that the rotary embedding covers the whole head.
    private static readonly HashSet<string> RotaryOverWholeHead =
    [
        "arcee", "arctic", "baichuan", "chameleon", "codeshell", "cogvlm", "dbrx", "deci", "deepseek", "dots1", "dream", "ernie4_5",
        "ernie4_5-moe", "exaone", "exaone4", "exaone-moe", "falcon", "granite", "granitemoe", "grok", "grovemoe", "hunyuan-moe",
        "hunyuan-dense", "hunyuan_vl", "hy_v3", "internlm2", "jais2", "llada", "llada-moe", "llama", "llama-embed", "llama4",
        "maincoder", "mellum", "nemotron", "olmo", "olmo2", "olmoe", "orion", "paddleocr", "pangu-embedded", "plamo", "qwen2", "qwen2moe",
        "qwen2vl", "qwen3", "qwen3moe", "qwen3vl", "qwen3vlmoe", "rnd1", "seed_oss", "smallthinker", "smollm3", "starcoder2", "talkie",
        "xverse",
    ];

    private static readonly HashSet<string> RotaryInSections =
        ["qwen2vl", "paddleocr", "qwen3vl", "qwen3vlmoe", "qwen35", "qwen35moe", "qwen4exp"];

    private static readonly HashSet<string> RopeScaling = ["none", "linear", "yarn", "longrope"];

    /// <summary>Checks the sizes against each other.</summary>
    public static void Check(GgufFile file, GgufFault fault)
    {
        var model = file.Model;
        if (model.NextTokenLayers >= model.BlockCount)
            throw fault.Refuse($"'{model.Key("nextn_predict_layers")}' is {model.NextTokenLayers}; expected less than the {model.BlockCount} layers");
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
        if (model.Heads is not [> 0, ..] && file.Architecture.Kind != ArchitectureKind.Recurrent && !LayersWithoutHeads.Contains(file.Architecture.Name))
            throw fault.Refuse($"'{model.Key("attention.head_count")}' is missing or 0; expected at least one head");
        if (model.Optional("attention.key_length") is null && model.HeadLength > 0 && model.EmbeddingLength % model.Heads[0] != 0)
            throw fault.Refuse($"'{model.Key("embedding_length")}' is {model.EmbeddingLength}, not a multiple of the {model.Heads[0]} heads");
        foreach (var (heads, shared) in model.Heads.Zip(model.KeyValueHeads))
        {
            if (shared > 0 && heads % shared != 0)
                throw fault.Refuse($"'{model.Key("attention.head_count")}' is {heads}, not a multiple of the {shared} key-value heads");
        }
        if (EqualKeyAndValue.Contains(file.Architecture.Name) && model.KeyLength != model.ValueLength)
            throw fault.Refuse(
                $"'{model.Key("attention.key_length")}' and '{model.Key("attention.value_length")}' are {model.KeyLength} and {model.ValueLength}; expected the same");
    }

    private static void CheckRotary(GgufFile file, GgufFault fault)
    {
        var model = file.Model;
        var key = model.Key("rope.dimension_count");
        var rotary = model.Optional("rope.dimension_count") ?? model.KeyLength;
        if (model.KeyLength > 0 && (rotary % 2 != 0 || rotary > model.KeyLength))
            throw fault.Refuse($"'{key}' is {rotary}; expected an even number up to the {model.KeyLength} elements of a head");
        if (model.KeyLength > 0 && rotary != model.KeyLength && RotaryOverWholeHead.Contains(file.Architecture.Name))
            throw fault.Refuse($"'{key}' is {rotary}; expected the {model.KeyLength} elements of a head");
        if (RotaryInSections.Contains(file.Architecture.Name)
            && (file.Metadata.Find(model.Key("rope.dimension_sections"))?.Elements is not { Count: <= 4 } sections
                || sections.Any(section => section is < 0 or > 1 << 16) || sections.Take(3).Sum() == 0 || sections.Sum() > model.KeyLength))
            throw fault.Refuse($"'{model.Key("rope.dimension_sections")}' does not divide the {model.KeyLength} elements of a head into up to 4 parts");
    }
}
