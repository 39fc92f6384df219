namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>What this engine has to know of a model architecture besides the numbers in its file.</summary>
/// <param name="Name">The value of <c>general.architecture</c>, which also starts the names of the model's own keys.</param>
internal sealed record Architecture(string Name)
{
    private static readonly Dictionary<string, ArchitectureKind> Kinds = new (ArchitectureKind Kind, string Names)[]
    {
        (ArchitectureKind.Generator,
            "llama llama4 deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bloom stablelm qwen qwen2 "
            + "qwen2moe qwen2vl qwen3 qwen3moe qwen3next qwen3vl qwen3vlmoe qwen35 qwen35moe qwen4exp phi2 phi3 phimoe "
            + "plamo plamo2 plamo3 codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3 gemma3n gemma4 "
            + "starcoder2 jamba falcon-h1 xverse command-r cohere2 cohere2moe dbrx olmo olmo2 olmoe muse-glimmer "
            + "openelm arctic deepseek deepseek2 deepseek2-ocr deepseek32 deepseek4 chatglm glm4 glm4moe glm-dsa bitnet "
            + "jais jais2 nemotron nemotron_h nemotron_h_moe exaone exaone4 exaone-moe granite granitemoe granitehybrid "
            + "graniteswitch granite_swa chameleon plm bailingmoe bailingmoe2 bailingmoe3 dots1 dots3note arcee afmoe "
            + "laguna ernie4_5 ernie4_5-moe hunyuan-moe hunyuan-dense hunyuan_vl hy_v3 smollm3 gpt-oss lfm2 lfm2moe "
            + "smallthinker seed_oss grovemoe apertus minimax-01 minimax-m2 minimax-m3 cogvlm pangu-embedded mistral3 "
            + "mistral4 paddleocr mimo2 step35 maincoder kimi-linear kimi-k3 talkie mellum nanbeige"),
        (ArchitectureKind.Recurrent, "mamba mamba2 rwkv6 rwkv6qwen2 rwkv7 arwkv7"),
        (ArchitectureKind.Encoder,
            "bert modern-bert nomic-bert nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert gemma-embedding "
            + "llama-embed t5encoder"),
        (ArchitectureKind.EncoderDecoder, "t5"),
        (ArchitectureKind.Diffusion, "dream llada llada-moe rnd1"),
        (ArchitectureKind.Draft, "eagle3 dflash gemma4-assistant"),
        (ArchitectureKind.Projector, "clip"),
        (ArchitectureKind.Speech, "wavtokenizer-dec qwen3tts pockettts"),
    }.SelectMany(row => row.Names.Split(' '), (row, name) => (name, row.Kind)).ToDictionary(pair => pair.name, pair => pair.Kind);

    /// <summary>
    /// What such models do; <see cref="ArchitectureKind.Unknown"/> for names that this release of llama.cpp does not have.
    /// </summary>
    public ArchitectureKind Kind { get; private init; }

    /// <summary>Whether such a model gives embeddings only and never text.</summary>
    public bool IsEncoderOnly => Kind == ArchitectureKind.Encoder;

    /// <summary>Whether the encoder has to run (llama_encode) before the decoder.</summary>
    public bool NeedsEncode => Name is "t5" or "t5encoder";

    /// <summary>The architecture of this name.</summary>
    public static Architecture Find(string name) => new(name) { Kind = Kinds.GetValueOrDefault(name) };
}
