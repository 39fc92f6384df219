using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.Tests.Gguf;

public sealed class ModelRulesTests
{
    private static readonly Dictionary<string, (string Architecture, Action<GgufWriter> Change, string Message)> Faults = new()
    {
        ["no architecture"] = ("llama", w => w.Remove("general.architecture"), "'general.architecture' is missing"),
        ["architecture of a wrong type"] = (
            "llama", w => w.Set("general.architecture", 1), "'general.architecture' has the type u32"),
        ["projector"] = ("clip", _ => { }, "it is a multimodal projector"),
        ["projector by type"] = ("llama", w => w.Set("general.type", "mmproj"), "it is a multimodal projector"),
        ["adapter"] = ("llama", w => w.Set("general.type", "adapter"), "it is a LoRA adapter"),
        ["draft"] = ("eagle3", _ => { }, "only draft tokens for another model"),
        ["speech"] = ("wavtokenizer-dec", _ => { }, "a part of a speech model"),
        ["no layers"] = ("llama", w => w.Set("llama.block_count", 0), "'llama.block_count' is 0; expected a value from 1 to 512"),
        ["too many layers"] = ("llama", w => w.Set("llama.block_count", 513), "'llama.block_count' is 513"),
        ["layers missing"] = ("llama", w => w.Remove("llama.block_count"), "'llama.block_count' is missing"),
        ["layers of a wrong type"] = (
            "llama", w => w.Set("llama.block_count", 2f), "'llama.block_count' has the type f32; expected u32"),
        ["no context"] = ("llama", w => w.Set("llama.context_length", 0), "'llama.context_length' is 0"),
        ["huge context"] = ("llama", w => w.Set("llama.context_length", uint.MaxValue), "'llama.context_length' is 4294967295"),
        ["no width"] = ("llama", w => w.Set("llama.embedding_length", 0), "'llama.embedding_length' is 0"),
        ["no heads"] = ("llama", w => w.Set("llama.attention.head_count", 0), "'llama.attention.head_count' is missing or 0"),
        ["heads missing"] = (
            "llama", w => w.Remove("llama.attention.head_count"), "'llama.attention.head_count' is missing or 0"),
        ["heads that do not divide the width"] = (
            "llama", w => w.Set("llama.attention.head_count", 6), "not a multiple of the 6 heads"),
        ["heads no multiple of the shared"] = (
            "llama", w => w.Set("llama.attention.head_count_kv", 3), "not a multiple of the 3 key-value heads"),
        ["more shared heads"] = (
            "llama", w => w.Set("llama.attention.head_count_kv", 8), "not a multiple of the 8 key-value heads"),
        ["heads for other layers"] = (
            "llama", w => w.Set("llama.attention.head_count", [4, 4, 4]), "expected 2 integers, one for each layer"),
        ["negative heads"] = ("llama", w => w.Set("llama.attention.head_count", [4, -4]), "has an element outside 0 to 65536"),
        ["unequal head lengths"] = ("llama", w => w.Set("llama.attention.value_length", 32), "are 16 and 32; expected the same"),
        ["odd rotary length"] = (
            "gptneox", w => w.Set("gptneox.rope.dimension_count", 7), "'gptneox.rope.dimension_count' is 7; expected an "
            + "even number"),
        ["long rotary length"] = (
            "gptneox", w => w.Set("gptneox.rope.dimension_count", 18), "expected an even number from 2 to the 16"),
        ["no rotary length"] = (
            "cohere2", w => w.Set("cohere2.rope.dimension_count", 0), "'cohere2.rope.dimension_count' is 0; expected an even"),
        ["partial rotary length"] = ("llama", w => w.Set("llama.rope.dimension_count", 8), "expected the 16 elements of a head"),
        ["no rotary sections"] = ("qwen2vl", _ => { }, "'qwen2vl.rope.dimension_sections' does not divide"),
        ["empty rotary sections"] = ("qwen2vl", w => w.Set("qwen2vl.rope.dimension_sections", new int[4]), "does not divide"),
        ["unknown scaling"] = (
            "llama", w => w.Set("llama.rope.scaling.type", "magic"), "is not one of none, linear, yarn, longrope"),
        ["scaling of a wrong type"] = (
            "llama", w => w.Set("llama.rope.scaling.type", 1), "is not one of none, linear, yarn, longrope"),
        ["frequency that is no number"] = (
            "llama", w => w.Set("llama.rope.freq_base", float.NaN), "'llama.rope.freq_base' is NaN"),
        ["negative epsilon"] = (
            "llama", w => w.Set("llama.attention.layer_norm_rms_epsilon", -1f), "layer_norm_rms_epsilon' is -1"),
        ["unknown pooling"] = ("bert", w => w.Set("bert.pooling_type", 5), "'bert.pooling_type' is 5"),
        ["too many further layers"] = ("llama", w => w.Set("llama.nextn_predict_layers", 2), "expected less than the 2 layers"),
        ["too many experts"] = ("llama", w => w.Set("llama.expert_count", 1025), "'llama.expert_count' is 1025"),
        ["experts of which none is used"] = (
            "llama", w => w.Set("llama.expert_count", 8), "'llama.expert_used_count' is 0; expected 1 to the 8"),
        ["more used than there are"] = (
            "llama", w => w.Set("llama.expert_used_count", 1), "'llama.expert_used_count' is 1; expected 1 to the 0"),
        ["expert groups"] = (
            "llama", w => Experts(w).Set("llama.expert_group_count", 3), "'llama.expert_group_count' is 3; expected a divisor"),
        ["used expert groups"] = (
            "llama", w => Experts(w).Set("llama.expert_group_count", 4), "'llama.expert_group_used_count' is 0"),
        ["experts missing"] = ("glm4moe", _ => { }, "'glm4moe.expert_count' is missing or 0"),
        ["head size of rwkv"] = ("rwkv7", w => w.Set("rwkv7.wkv.head_size", 0), "'rwkv7.wkv.head_size' is 0"),
        ["no head size of rwkv"] = ("rwkv7", _ => { }, "'rwkv7.wkv.head_size' is 0; expected a divisor"),
        ["groups of a state-space model"] = (
            "mamba2", w => w.Set("mamba2.ssm.inner_size", 128).Set("mamba2.ssm.time_step_rank", 8), "'mamba2.ssm.group_count' is 0"),
        ["integers as weights"] = (
            "llama", w => w.Tensor("blk.0.attn_q.weight", 26, [64, 64]), "has the type i32, which is none for weights"),
        ["half-precision norm"] = (
            "llama", w => w.Tensor("blk.0.attn_norm.weight", 1, [64], bytes: 128), "has the type f16; expected f32"),
        ["half-precision rotary factors"] = (
            "llama", w => w.Tensor("rope_freqs.weight", 1, [4], bytes: 8), "has the type f16; expected f32"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_model_that_llama_cpp_would_end_the_process_on(string name)
    {
        var (architecture, change, message) = Faults[name];
        var writer = TinyModel.Of(architecture);
        change(writer);

        Assert.Contains(message, TinyModel.Refusal(writer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("qwen3")]
    [InlineData("gemma3")]
    [InlineData("bert")]
    [InlineData("mamba")]
    [InlineData("unheard-of")]
    public void Opens_a_sound_model(string architecture) =>
        Assert.Equal(architecture, TinyModel.Open(TinyModel.Of(architecture)).Architecture.Name);

    [Theory]
    [InlineData("llama", false, false)]
    [InlineData("bert", true, false)]
    [InlineData("nomic-bert-moe", true, false)]
    [InlineData("gemma-embedding", true, false)]
    public void Knows_what_only_gives_embeddings(string name, bool encoderOnly, bool needsEncode)
    {
        Assert.Equal(encoderOnly, Architecture.Find(name).IsEncoderOnly);
        Assert.Equal(needsEncode, Architecture.Find(name).NeedsEncode);
    }

    [Fact]
    public void Takes_heads_for_each_layer()
    {
        var file = TinyModel.Open(TinyModel.Of("deci").Set("deci.attention.head_count", [4, 4]).Set("deci.attention.head_count_kv", [2, 0]));

        Assert.Equal([2, 0], file.Model.KeyValueHeads);
    }

    [Fact]
    public void Checks_an_override_as_if_it_were_in_the_file()
    {
        var layers = new MetadataOverride("llama.block_count", OverrideKind.Integer, Integer: 100_000);

        Assert.Contains("'llama.block_count' is 100000", TinyModel.Refusal(TinyModel.Llama(), [layers]), StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_over_an_override_of_another_type_as_llama_cpp_does()
    {
        var layers = new MetadataOverride("llama.block_count", OverrideKind.Float, Number: 100_000);

        Assert.Equal(2u, TinyModel.Open(TinyModel.Llama(), [layers]).Model.BlockCount);
    }

    [Fact]
    public void Knows_learned_positions() =>
        Assert.True(TinyModel.Open(TinyModel.Of("gpt2").Tensor("position_embd.weight", 0, [64, 128])).HasLearnedPositions);

    [Theory]
    [InlineData(0, 2, null, true)]
    [InlineData(64, 2, null, false)]
    [InlineData(64, 8, null, true)]
    [InlineData(64, 6, 6u, true)]
    [InlineData(64, 5, 6u, false)]
    [InlineData(64, 6, 0u, false)]
    [InlineData(64, 6, 1u, false)]
    public void Knows_when_moving_the_context_would_abort(uint window, uint layers, uint? period, bool expected)
    {
        var writer = TinyModel.Of("gemma3").Set("gemma3.attention.sliding_window", window).Set("gemma3.block_count", layers);
        if (period is { } every)
            writer.Set("gemma3.attention.sliding_window_pattern", every);

        Assert.Equal(expected, TinyModel.Open(writer).CanShift);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    public void Knows_it_of_a_pattern_for_each_layer(int first, int second, bool expected) => Assert.Equal(
        expected,
        TinyModel.Open(TinyModel.Of("mimo2").Set("mimo2.attention.sliding_window", 64).Set("mimo2.attention.sliding_window_pattern", [first, second])).CanShift);

    private static GgufWriter Experts(GgufWriter writer) => writer.Set("llama.expert_count", 8).Set("llama.expert_used_count", 2);
}
