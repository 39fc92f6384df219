using LocalAI.Plugins.Llama.Adapters;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Loading;

public sealed class LoadFieldTests
{
    private static readonly (Action<ModelOptions> Set, Func<LoadSettings, object> Setting, object Expected)[] Rows =
    [
        (r => r.ContextSize = 0, s => s.ContextSize, 0),
        (r => r.ContextSize = 4096, s => s.ContextSize, 4096),
        (r => r.ContextSize = 16 * 1024 * 1024, s => s.ContextSize, 16 * 1024 * 1024),
        (r => r.NBatch = 0, s => s.BatchSize, 512),
        (r => r.NBatch = 128, s => s.BatchSize, 128),
        (r => r.Threads = 4, s => s.Threads, 4),
        (r => r.Embeddings = true, s => s.Embeddings, true),
        (r => r.NGPULayers = 99_999_999, s => s.GpuLayers, 99_999_999),
        (r => r.NGPULayers = -5, s => s.GpuLayers, -1),
        (r => r.MainGPU = "", s => s.MainGpu, 0),
        (r => r.MainGPU = "3", s => s.MainGpu, 3),
        (r => r.TensorSplit = "3,1", s => string.Join('|', s.TensorSplit), "3|1"),
        (r => r.TensorSplit = "0.5//2", s => string.Join('|', s.TensorSplit), "0.5|0|2"),
        (r => r.MMap = true, s => s.LoadMode, LoadMode.Map),
        (r => r.MMap = r.MLock = true, s => s.LoadMode, LoadMode.Lock),
        (r => Options(r, "direct_io").MMap = r.MLock = true, s => s.LoadMode, LoadMode.DirectIo),
        (r => r.NoKVOffload = true, s => s.OffloadKeyValues, false),
        (r => r.CacheTypeKey = "q8_0", s => s.KeyType.Id, 8),
        (r => r.CacheTypeValue = "bf16", s => s.ValueType.Id, 30),
        (r => r.CacheTypeValue = "iq4_nl", s => s.ValueType.Id, 20),
        (r => r.CacheTypeKey = "", s => s.KeyType.Id, 1),
        (r => r.FlashAttention = "on", s => s.FlashAttention, FlashAttention.On),
        (r => r.FlashAttention = "enabled", s => s.FlashAttention, FlashAttention.On),
        (r => r.FlashAttention = "off", s => s.FlashAttention, FlashAttention.Off),
        (r => r.FlashAttention = "disabled", s => s.FlashAttention, FlashAttention.Off),
        (r => r.FlashAttention = "auto", s => s.FlashAttention, FlashAttention.Auto),
        (r => r.FlashAttention = "true", s => s.FlashAttention, FlashAttention.Auto),
        (r => r.RopeFreqBase = 5e5f, s => s.RopeFreqBase, 5e5f),
        (r => r.RopeFreqScale = 0.5f, s => s.RopeFreqScale, 0.5f),
        (r => r.RopeScaling = "yarn", s => s.RopeScaling, RopeScaling.Yarn),
        (r => r.RopeScaling = "linear", s => s.RopeScaling, RopeScaling.Linear),
        (r => r.RopeScaling = "none", s => s.RopeScaling, RopeScaling.None),
        (r => r.RopeScaling = "other", s => s.RopeScaling, RopeScaling.Model),
        (r => r.YarnExtFactor = 0, s => s.YarnExtFactor, -1f),
        (r => r.YarnExtFactor = 2, s => s.YarnExtFactor, 2f),
        (r => r.YarnAttnFactor = 2, s => s.YarnAttnFactor, 2f),
        (r => r.YarnBetaFast = 32, s => s.YarnBetaFast, 32f),
        (r => r.YarnBetaSlow = 1, s => s.YarnBetaSlow, 1f),
        (r => r.GrammarTriggers.Add(new GrammarTrigger { Word = "<tool>" }), s => s.GrammarTriggers.Single(), "<tool>"),
        (r => r.LoraAdapter = "only.gguf", s => s.Adapters.Single(), new LoraAdapter(Path.GetFullPath("only.gguf"), 1)),
        (r => { r.LoraAdapter = "a.gguf"; r.LoraScale = 0.5f; }, s => s.Adapters.Single().Scale, 0.5f),
        (r => r.LoraAdapters.Add(["a.gguf", "b.gguf"]), s => string.Join('|', s.Adapters.Select(a => a.Scale)), "1|1"),
        (r => { r.LoraAdapters.Add(["a.gguf", "b.gguf"]); r.LoraScales.Add([0, -2]); },
            s => string.Join('|', s.Adapters.Select(a => a.Scale)), "0|-2"),
        (r => r.DraftModel = "d.gguf", s => (s.Draft.ModelFile, s.Draft.Kinds.Single()), (Path.GetFullPath("d.gguf"), DraftKind.Model)),
        (r => Options(r, "spec_type:ngram-simple").DraftModel = "d.gguf", s => s.Draft.Kinds.Single(), DraftKind.Ngram),
        (r => Options(r, "spec_n_max:0").DraftModel = "d.gguf", s => s.Draft.IsOn, false),
        (r => { r.DraftModel = "d.gguf"; r.Embeddings = true; }, s => s.Draft.IsOn, false),
        (r => r.Reranking = true, s => (s.Reranking, s.Embeddings, s.Pooling), (true, true, PoolingType.Rank)),
        (r => Options(r, "pooling_type:rank").Reranking = true, s => s.Pooling, PoolingType.Rank),
    ];

    private static readonly (Action<ModelOptions> Set, string Message)[] Faults =
    [
        (r => r.ContextSize = -1, "ContextSize is -1, expected 0 (the default) to 16777216"),
        (r => r.ContextSize = int.MaxValue, "ContextSize is 2147483647"),
        (r => r.NBatch = -512, "NBatch is -512"),
        (r => r.Threads = -1, "Threads is -1"),
        (r => r.Threads = 513, "Threads is 513"),
        (r => r.MainGPU = "first", "MainGPU is 'first', expected a device's number"),
        (r => r.MainGPU = "-1", "MainGPU is '-1'"),
        (r => r.TensorSplit = "1,x", "TensorSplit has 'x'"),
        (r => r.TensorSplit = "1,-1", "TensorSplit has '-1'"),
        (r => r.TensorSplit = "NaN", "TensorSplit has 'NaN'"),
        (r => r.TensorSplit = string.Join(',', new int[17]), "TensorSplit has 17 numbers, expected at most 16"),
        (r => r.CacheTypeKey = "Q8_0", "CacheTypeKey is 'Q8_0', expected one of f32, f16, bf16"),
        (r => r.CacheTypeValue = "q4_K", "CacheTypeValue is 'q4_K'"),
        (r => r.RopeFreqBase = float.NaN, "RopeFreqBase is NaN"),
        (r => r.RopeFreqBase = -1, "RopeFreqBase is -1"),
        (r => r.RopeFreqScale = float.PositiveInfinity, "RopeFreqScale is Infinity"),
        (r => r.YarnExtFactor = -1, "YarnExtFactor is -1"),
        (r => r.YarnAttnFactor = float.NaN, "YarnAttnFactor is NaN"),
        (r => r.YarnBetaFast = -1, "YarnBetaFast is -1"),
        (r => r.YarnBetaSlow = -1, "YarnBetaSlow is -1"),
        (r => r.LoraAdapter = "../a.gguf", "LoraAdapter is '../a.gguf', which leaves its folder"),
        (r => { r.LoraAdapter = "a.gguf"; r.LoraScale = float.NaN; }, "LoraScale is NaN, expected a number"),
        (r => r.LoraAdapters.Add(""), "LoraAdapters has an empty entry"),
        (r => r.LoraScales.Add(1), "LoraScales has 1 numbers for 0 LoraAdapters"),
        (r => r.DraftModel = "a/../../d.gguf", "DraftModel is 'a/../../d.gguf', which leaves its folder"),
        (r => Options(r, "spec_type:draft-simple").MMap = true, "asks for a draft model, but DraftModel is empty"),
        (r => Options(r, "pooling:rank").Embeddings = true, "Options entry 'pooling_type' is 'rank'"),
        (r => r.MMProj = "m.gguf", "MMProj is not supported, because the native library has no projector"),
        (r => r.Overrides.Add("a=int:x"), "Overrides entry 'a=int:x' is not key=int:N"),
        (r => r.ModelFile = "", "ModelFile and Model are empty"),
    ];

    public static TheoryData<int> Fields => [.. Enumerable.Range(0, Rows.Length)];

    public static TheoryData<int> FaultRows => [.. Enumerable.Range(0, Faults.Length)];

    public static TheoryData<string> WrongOverrides =>
    [
        "", "key", "key=", "key=5", "=int:5", "key=int:", "key=int:1.5", "key=int:99999999999999999999", "key=float:x", "key=float:NaN",
        "key=float:Infinity", "key=bool:1", "key=bool:TRUE", "key=text:a", "split.count=int:2", $"{new string('k', 128)}=int:1",
        $"key=str:{new string('ü', 64)}", "key=str:a\0b",
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Sets_what_the_field_says(int row) =>
        Assert.Equal(Rows[row].Expected, Rows[row].Setting(LoadRequest.Read(Rows[row].Set)));

    [Theory]
    [MemberData(nameof(FaultRows))]
    public void Refuses_a_field_by_name_with_its_value(int row) =>
        Assert.Contains(Faults[row].Message, LoadRequest.Refusal(Faults[row].Set), StringComparison.Ordinal);

    [Fact]
    public void Reads_typed_overrides()
    {
        var settings = LoadRequest.Read(request => request.Overrides.AddRange(
            ["qwen3moe.expert_used_count=int:10", "a=float:-1.5", "b=bool:true", "c=str:x=1:y", "d=int:-3", "e=str:"]));

        Assert.Equal(
            [
                new MetadataOverride("qwen3moe.expert_used_count", OverrideKind.Integer, Integer: 10),
                new MetadataOverride("a", OverrideKind.Float, Number: -1.5),
                new MetadataOverride("b", OverrideKind.Bool, Integer: 1),
                new MetadataOverride("c", OverrideKind.Text, Text: "x=1:y"),
                new MetadataOverride("d", OverrideKind.Integer, Integer: -3),
                new MetadataOverride("e", OverrideKind.Text),
            ],
            settings.Overrides);
    }

    [Theory]
    [MemberData(nameof(WrongOverrides))]
    public void Refuses_an_override_of_another_form(string text) =>
        Assert.Contains("Overrides entry", LoadRequest.Refusal(request => request.Overrides.Add(text)), StringComparison.Ordinal);

    private static ModelOptions Options(ModelOptions request, string option)
    {
        request.Options.Add(option);
        return request;
    }
}
