using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Loading;

/// <summary>
/// What the fields of LoadModel do to the model, seen by its log probabilities. The oracle is the same number written into the model's
/// metadata, which takes another way through llama.cpp.
/// </summary>
public sealed class LoadEffectTests
{
    private const string Prompt = StoriesModel.Prompt + ", there was a little girl named Lily. She loved to play outside in the park.";

    private static readonly (Action<ModelOptions> Field, string[] Metadata)[] Equal =
    [
        (r => r.RopeFreqBase = 500, ["llama.rope.freq_base=float:500"]),
        (r => { r.RopeScaling = "linear"; r.RopeFreqScale = 0.25f; },
            ["llama.rope.scaling.type=str:linear", "llama.rope.scaling.factor=float:4"]),
        // The scale is used with the kind of scaling that the model has.
        (r => { r.RopeFreqScale = 0.25f; r.Overrides.Add("llama.rope.scaling.type=str:linear"); },
            ["llama.rope.scaling.type=str:linear", "llama.rope.scaling.factor=float:4"]),
        (r => { r.RopeScaling = "yarn"; r.RopeFreqScale = 0.25f; },
            ["llama.rope.scaling.type=str:yarn", "llama.rope.scaling.factor=float:4"]),
        // None turns off what the model has.
        (r =>
        {
            r.RopeScaling = "none";
            r.Overrides.AddRange(["llama.rope.scaling.type=str:linear", "llama.rope.scaling.factor=float:4"]);
        }, []),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Equal.Length)];

    public static TheoryData<string, string, string> CacheTypes
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var key in CacheType.Names)
            {
                foreach (var value in CacheType.Names)
                {
                    foreach (var attention in (string[])["on", "off", "auto"])
                        all.Add(key, value, attention);
                }
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_field_does_what_the_same_metadata_does(int row)
    {
        var (field, metadata) = Equal[row];

        var byField = await ProbabilitiesAsync(field);

        Assert.Equal(await ProbabilitiesAsync(request => request.Overrides.AddRange(metadata)), byField);
        if (metadata.Length > 0)
            Assert.NotEqual(await ProbabilitiesAsync(), byField);
    }

    /// <summary>What llama.cpp takes where nothing is said: all of the extension, and the betas of the YaRN paper.</summary>
    [Fact]
    public async Task The_numbers_of_YaRN_are_its_own_when_given()
    {
        Action<ModelOptions> yarn = request => (request.RopeScaling, request.RopeFreqScale) = ("yarn", 0.25f);

        Assert.Equal(await ProbabilitiesAsync(yarn), await ProbabilitiesAsync(request =>
        {
            yarn(request);
            (request.YarnExtFactor, request.YarnBetaFast, request.YarnBetaSlow) = (1, 32, 1);
        }));
    }

    [Fact]
    public async Task Every_way_of_scaling_is_another()
    {
        var seen = new HashSet<string>();
        foreach (var scaling in (string[])["none", "linear", "yarn"])
            seen.Add(await ProbabilitiesAsync(request => (request.RopeScaling, request.RopeFreqScale) = (scaling, 0.25f)));
        foreach (var change in (Action<ModelOptions>[])
            [r => r.YarnExtFactor = 0.5f, r => r.YarnAttnFactor = 2, r => r.YarnBetaFast = 8, r => r.YarnBetaSlow = 0.1f])
        {
            seen.Add(await ProbabilitiesAsync(request =>
            {
                (request.RopeScaling, request.RopeFreqScale) = ("yarn", 0.25f);
                change(request);
            }));
        }

        // Where YaRN extends, llama.cpp works out the attention factor itself.
        Assert.Equal(6, seen.Count);
        Assert.Contains(await ProbabilitiesAsync(), seen);
    }

    [Fact]
    public async Task An_override_of_the_epsilon_changes_every_number() =>
        Assert.NotEqual(
            await ProbabilitiesAsync(),
            await ProbabilitiesAsync(request => request.Overrides.Add("llama.attention.layer_norm_rms_epsilon=float:0.5")));

    [Theory]
    [InlineData("3", "", "")]
    [InlineData("", "3,1", "")]
    [InlineData("", "", "split_mode:none")]
    [InlineData("1", "1,1", "split_mode:row")]
    public async Task On_the_processor_there_is_nothing_to_spread(string mainGpu, string tensorSplit, string option) =>
        Assert.Equal(await ProbabilitiesAsync(), await ProbabilitiesAsync(request =>
        {
            (request.MainGPU, request.TensorSplit) = (mainGpu, tensorSplit);
            if (option.Length > 0)
                request.Options.Add(option);
        }));

    [Theory]
    [InlineData("device:CUDA7")]
    [InlineData("device:cuda:7")]
    [InlineData("devices:CPU,nonsense")]
    public async Task A_device_that_is_not_there_is_refused_with_those_that_are(string option)
    {
        var refusal = await StoriesEngine.RefusalAsync(request => request.Options.Add(option));

        Assert.StartsWith($"The device '{(option.Contains("nonsense", StringComparison.Ordinal) ? "nonsense" : "CUDA7")}' is not there",
            refusal, StringComparison.Ordinal);
        Assert.Contains("llama.cpp found CPU", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_processor_can_be_named() =>
        Assert.Equal(await ProbabilitiesAsync(), await ProbabilitiesAsync(request => request.Options.Add("device:cpu")));

    [Theory]
    [InlineData(3, 2, "TensorSplit has 3 shares for 2 devices; ")]
    [InlineData(2, 1, "TensorSplit has 2 shares for 1 device; ")]
    [InlineData(17, 0, "TensorSplit has 17 shares for 16 devices; ")]
    public void More_shares_than_devices_are_refused(int shares, int devices, string problem) =>
        Assert.Equal(
            problem + "give as many as there are devices, or name more of them with the option device.",
            Assert.Throws<EngineException>(() => WeightsLoader.CheckShares(shares, devices, most: 16)).Message);

    /// <summary>The same weights as few heads of 32 elements, which all types can hold.</summary>
    [Theory]
    [MemberData(nameof(CacheTypes))]
    public async Task Every_type_of_cache_computes_or_says_why_not(string key, string value, string attention)
    {
        Action<ModelOptions> load = request =>
        {
            (request.CacheTypeKey, request.CacheTypeValue, request.FlashAttention) = (key, value, attention);
            request.Overrides.AddRange(
                ["llama.attention.head_count=int:2", "llama.attention.head_count_kv=int:1", "llama.rope.dimension_count=int:32"]);
        };
        if (value is not ("f32" or "f16" or "bf16") && attention == "off")
        {
            var refusal = await StoriesEngine.RefusalAsync(load);
            Assert.Contains("CacheTypeValue", refusal, StringComparison.Ordinal);
            Assert.Contains("FlashAttention", refusal, StringComparison.Ordinal);
            return;
        }

        var text = await ProbabilitiesAsync(load);

        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        // Every coarser cache rounds in its own way.
        if (key is "q4_0" or "q5_1")
            Assert.NotEqual(await ProbabilitiesAsync(request =>
            {
                load(request);
                request.CacheTypeKey = "f32";
            }), text);
    }

    [Theory]
    [InlineData("q8_0", "f16")]
    [InlineData("f16", "q4_0")]
    public async Task A_cache_type_that_the_heads_are_too_narrow_for_is_refused(string key, string value)
    {
        var refusal = await StoriesEngine.RefusalAsync(request => (request.CacheTypeKey, request.CacheTypeValue) = (key, value));

        Assert.Contains(key == "f16" ? "CacheTypeValue" : "CacheTypeKey", refusal, StringComparison.Ordinal);
    }

    private static async Task<string> ProbabilitiesAsync(Action<ModelOptions>? load = null)
    {
        await using var model = await StoriesEngine.LoadAsync(request =>
        {
            request.Threads = 1;
            load?.Invoke(request);
        });
        // Letters, for tokens without text are given no probabilities.
        var request = new PredictOptions { Prompt = Prompt, Tokens = 6, Logprobs = 4, Grammar = "root ::= [A-Za-z ]+" };
        var reply = await ((ITextGenerator)model).PredictAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEmpty(reply.Logprobs);
        return reply.Logprobs.ToStringUtf8();
    }
}
