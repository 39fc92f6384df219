using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Adapters;

public sealed class LoraAdapterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Adapter => TestFiles.SharedModel("llm/lora.gguf");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scale_1_changes_the_text_and_scale_0_does_not()
    {
        var changed = await TellAsync(options => options.LoraAdapter = Adapter);

        Assert.NotEqual(StoriesModel.Story, changed);
        Assert.Equal(StoriesModel.Story, await TellAsync(options => Adapt(options, 0)));
        Assert.Equal(changed, await TellAsync(options => Adapt(options, 1)));
        Assert.Equal(changed, await TellAsync(options => { options.LoraAdapter = Adapter; options.LoraBase = "any.gguf"; options.LoraScale = 1; }));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(-2f)]
    public async Task Computes_what_weights_with_the_change_added_compute(float scale)
    {
        var merged = Merge(scale);

        var adapted = await LogprobsAsync(options => Adapt(options, scale));
        var expected = await LogprobsAsync(options => options.ModelFile = merged);

        Assert.Equal(expected.Length, adapted.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], adapted[i], 0.05);
        Assert.True((await LogprobsAsync(_ => { })).Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second)) > 0.1);
    }

    [Fact]
    public async Task Several_adapters_add_up()
    {
        var once = await LogprobsAsync(options => Adapt(options, 0.75f));
        var together = await LogprobsAsync(options => Adapt(options, 0.5f, 0.25f));

        for (var i = 0; i < once.Length; i++)
            Assert.Equal(once[i], together[i], 0.02);
    }

    [Fact]
    public async Task Adapters_and_drafts_go_together()
    {
        var expected = await TellAsync(options => Adapt(options, 1));

        Assert.Equal(expected, await TellAsync(options =>
        {
            Adapt(options, 1);
            options.Options.Add(["spec_type:ngram-simple", "spec_ngram_size_n:1"]);
        }));
    }

    [Fact]
    public async Task An_adapter_for_another_model_is_refused()
    {
        var other = _folder.Write("tiny.gguf", TinyLlama.Write());

        var refusal = await StoriesEngine.RefusalAsync(options => { options.ModelFile = other; options.LoraAdapters.Add(Adapter); });

        Assert.StartsWith("LoRA adapter: lora.gguf: it is an adapter for another model than tiny.gguf, for ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_adapter_is_refused() =>
        Assert.Contains("it is not an adapter", await StoriesEngine.RefusalAsync(options =>
            options.LoraAdapters.Add(TestFiles.SharedModel("llm/stories260K-q8_0.gguf"))), StringComparison.Ordinal);

    public static TheoryData<string, string> Damages => new()
    {
        { "architecture", "it changes a model of the architecture 'gemma'" },
        { "type", "its 'adapter.type' is not 'lora'" },
        { "alpha", "'adapter.lora.alpha' has the type u32" },
        { "alora", "it is an activated LoRA adapter" },
        { "empty", "it changes no tensor" },
        { "alone", "'blk.0.attn_q.weight.lora_a' has no partner" },
        { "rank", "its matrices 64×4 and 5×64 do not fit 'blk.0.attn_q.weight', which is 64×64" },
        { "width", "its matrices 32×4 and 4×64 do not fit" },
        { "name", "the model has no tensor 'blk.9.attn_q.weight'" },
        { "kind", "'blk.0.attn_q.weight.lora_a' has the type i32" },
        { "suffix", "'blk.0.attn_q.weight' does not end in .lora_a or .lora_b" },
        { "vector", "its matrices 64×4 and 4×1 do not fit 'output_norm.weight', which is 64" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task What_would_end_the_process_is_one_sentence(string damage, string message)
    {
        var path = _folder.Write("adapter.gguf", Damaged(damage).ToArray());

        var refusal = await StoriesEngine.RefusalAsync(options => options.LoraAdapters.Add(path));

        Assert.Contains(message, refusal, StringComparison.Ordinal);
        Assert.StartsWith("LoRA adapter: adapter.gguf: ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_off_adapter_is_refused()
    {
        var bytes = await File.ReadAllBytesAsync(Adapter, TestContext.Current.CancellationToken);
        var path = _folder.Write("adapter.gguf", bytes[..^100]);

        Assert.Contains("cut off", await StoriesEngine.RefusalAsync(options => options.LoraAdapters.Add(path)), StringComparison.Ordinal);
    }

    private static GgufWriter Damaged(string damage)
    {
        const string Weight = "blk.0.attn_q.weight";
        var file = new GgufWriter().Set("general.architecture", "llama").Set("general.type", "adapter")
            .Set("adapter.type", "lora").Set("adapter.lora.alpha", 8f);
        GgufWriter Pair(string name = Weight, int width = 64, int rank = 4, int rankB = 4, int height = 64, uint type = 0) =>
            file.Tensor(name + ".lora_a", type, [width, rank]).Tensor(name + ".lora_b", 0, [rankB, height]);
        return damage switch
        {
            "architecture" => Pair().Set("general.architecture", "gemma"),
            "type" => Pair().Set("adapter.type", "other"),
            "alpha" => Pair().Set("adapter.lora.alpha", 8u),
            "alora" => Pair().Set("adapter.alora.invocation_tokens", [1, 2]),
            "empty" => file,
            "alone" => file.Tensor(Weight + ".lora_a", 0, [64, 4]),
            "rank" => Pair(rankB: 5),
            "width" => Pair(width: 32),
            "name" => Pair("blk.9.attn_q.weight"),
            "kind" => Pair(type: 26),
            "vector" => Pair("output_norm.weight", height: 1),
            _ => Pair().Tensor(Weight, 0, [64, 64]),
        };
    }

    /// <summary>A copy of the model whose weights are W + scale · alpha ÷ rank · B·A, added here in double precision.</summary>
    private string Merge(float scale)
    {
        var model = File.ReadAllBytes(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var (weights, weightsAt) = Tensors(TestFiles.SharedModel("llm/stories260K-f32.gguf"));
        var adapterBytes = File.ReadAllBytes(Adapter);
        var (changes, changesAt) = Tensors(Adapter);
        var alpha = GgufFile.OpenPart(Adapter, []).Metadata.Float32("adapter.lora.alpha")!.Value;
        foreach (var (name, a) in changes.Where(pair => pair.Key.EndsWith(".lora_a", StringComparison.Ordinal)))
        {
            var weight = weights[name[..^".lora_a".Length]];
            var b = changes[name[..^1] + "b"];
            var (width, rank, height) = ((int)a.Dimensions[0], (int)a.Dimensions[1], (int)b.Dimensions[1]);
            var values = Floats(model, weightsAt + weight.Offset, weight.Elements);
            var aValues = Floats(adapterBytes, changesAt + a.Offset, a.Elements);
            var bValues = Floats(adapterBytes, changesAt + b.Offset, b.Elements);
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var sum = 0d;
                    for (var r = 0; r < rank; r++)
                        sum += (double)bValues[row * rank + r] * aValues[r * width + column];
                    values[row * width + column] += (float)(scale * alpha / rank * sum);
                }
            }
        }
        return _folder.Write("merged.gguf", model);
    }

    private static Span<float> Floats(byte[] file, long offset, long count) =>
        MemoryMarshal.Cast<byte, float>(file.AsSpan((int)offset, (int)count * sizeof(float)));

    private static (Dictionary<string, GgufTensor> Tensors, long Start) Tensors(string path)
    {
        var file = GgufFile.OpenPart(path, []);
        var last = file.Tensors[^1];
        Assert.All(file.Tensors, tensor => Assert.Equal("f32", tensor.Type.Name));
        // The data ends the file; only the last tensor's padding may be there or not.
        var start = (file.Length - last.Offset - last.Bytes) / 32 * 32;
        return (file.Tensors.ToDictionary(tensor => tensor.Name), start);
    }

    private static void Adapt(ModelOptions options, params float[] scales)
    {
        options.LoraAdapters.Add(scales.Select(_ => Adapter));
        options.LoraScales.Add(scales);
    }

    private static async Task<string> TellAsync(Action<ModelOptions> configure)
    {
        await using var model = await StoriesEngine.LoadAsync(configure);
        return await model.TellAsync(new PredictOptions { Prompt = StoriesModel.Prompt, Tokens = 100 });
    }

    /// <summary>The log probabilities of the whole vocabulary for the first token of three texts.</summary>
    private static async Task<double[]> LogprobsAsync(Action<ModelOptions> configure)
    {
        await using var model = await StoriesEngine.LoadAsync(configure);
        var values = new List<double>();
        foreach (var prompt in (string[])[StoriesModel.Prompt, "Lily and Tom", "The big dog ran"])
        {
            var reply = await ((ITextGenerator)model).PredictAsync(
                new PredictOptions { Prompt = prompt, Tokens = 1, Logprobs = 512, TopLogprobs = 512 }, TestContext.Current.CancellationToken);
            using var json = System.Text.Json.JsonDocument.Parse(reply.Logprobs.ToStringUtf8());
            values.AddRange(json.RootElement.GetProperty("content")[0].GetProperty("top_logprobs").EnumerateArray()
                .OrderBy(entry => entry.GetProperty("id").GetInt32()).Select(entry => entry.GetProperty("logprob").GetDouble()));
        }
        return [.. values];
    }
}
