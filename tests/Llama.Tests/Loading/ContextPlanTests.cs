using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Tests.Loading;

public sealed class ContextPlanTests
{
    // Two layers with two heads of 16 elements, keys and values in half precision.
    private const long BytesPerToken = 2 * 2 * 16 * 2 * 2;

    private static readonly GgufFile Llama = TinyModel.Open(TinyModel.Llama());

    [Fact]
    public void Takes_the_trained_context_for_0() =>
        Assert.Equal(new ContextPlan(128, 128, 128, 1, 128 * BytesPerToken), Plan(new LoadSettings()));

    [Fact]
    public void Takes_a_context_beyond_the_trained_one() =>
        Assert.Equal(new ContextPlan(4096, 512, 512, 1, 4096 * BytesPerToken), Plan(new LoadSettings { ContextSize = 4096 }));

    [Fact]
    public void Keeps_the_micro_batch_within_the_batch()
    {
        var plan = Plan(new LoadSettings { ContextSize = 4096, BatchSize = 256, MicroBatchSize = 1024 });

        Assert.Equal((256, 256), (plan.BatchSize, plan.MicroBatchSize));
    }

    [Fact]
    public void Lets_the_batch_cover_the_context_for_embeddings()
    {
        var plan = Plan(new LoadSettings { ContextSize = 4096, BatchSize = 256, MicroBatchSize = 64, Embeddings = true });

        Assert.Equal((4096, 4096), (plan.BatchSize, plan.MicroBatchSize));
    }

    [Fact]
    public void Counts_quantised_caches()
    {
        var q8 = GgmlType.Find("q8_0")!;
        var plan = ContextPlan.For(
            new LoadSettings { ContextSize = 1024, KeyType = q8, ValueType = q8 },
            TinyModel.Open(TinyModel.Llama().Set("llama.attention.head_count", 2)), long.MaxValue);

        Assert.Equal(1024 * 2 * 2 * 34 * 2, plan.KeyValueBytes);
    }

    [Fact]
    public void Refuses_a_cache_larger_than_the_memory_with_both_sizes()
    {
        var refusal = Assert.Throws<EngineException>(() => ContextPlan.For(new LoadSettings { ContextSize = 1024 }, Llama, 1000));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Equal(
            "A context of 1,024 tokens needs at least 262,144 bytes for its KV cache, but there are 1,000 bytes of memory; "
            + "set a smaller ContextSize.",
            refusal.Message);
    }

    [Fact]
    public void Refuses_positions_that_were_not_learned()
    {
        var file = TinyModel.Open(TinyModel.Of("gpt2").Tensor("position_embd.weight", 0, [64, 128]));

        var refusal = Assert.Throws<EngineException>(() => ContextPlan.For(new LoadSettings { ContextSize = 129 }, file, long.MaxValue));
        Assert.Contains("ContextSize is 129, but this model has learned positions for 128 tokens only", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mamba")]
    [InlineData("bert")]
    public void Counts_nothing_for_models_without_a_cache(string architecture) =>
        Assert.Equal(0, ContextPlan.For(new LoadSettings(), TinyModel.Open(TinyModel.Of(architecture)), 0).KeyValueBytes);

    [Fact]
    public void Counts_a_sliding_window_less_than_the_whole_context()
    {
        var file = TinyModel.Open(TinyModel.Of("gemma3").Set("gemma3.attention.sliding_window", 64));
        var settings = new LoadSettings { ContextSize = 65_536 };

        Assert.InRange(ContextPlan.For(settings, file, long.MaxValue).KeyValueBytes, 1, 65_536 * BytesPerToken / 5);
        Assert.Equal(
            65_536 * BytesPerToken, ContextPlan.For(settings with { FullSlidingWindow = true }, file, long.MaxValue).KeyValueBytes);
    }

    private static ContextPlan Plan(LoadSettings settings) => ContextPlan.For(settings, Llama, long.MaxValue);
}
