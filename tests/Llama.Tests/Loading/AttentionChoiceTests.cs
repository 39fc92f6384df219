using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Tests.Loading;

public sealed class AttentionChoiceTests
{
    // Heads of 8 elements.
    private readonly GgufFile _narrow = GgufFile.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));

    [Fact]
    public void Narrow_heads_on_the_cpu_do_without_the_fused_kernel() =>
        Assert.Equal(FlashAttention.Off, AttentionChoice.For(new LoadSettings(), _narrow, onCpu: true));

    [Fact]
    public void A_gpu_decides_for_itself() =>
        Assert.Equal(FlashAttention.Auto, AttentionChoice.For(new LoadSettings(), _narrow, onCpu: false));

    [Fact]
    public void A_quantised_value_cache_needs_the_fused_kernel() =>
        Assert.Equal(FlashAttention.Auto,
            AttentionChoice.For(new LoadSettings { ValueType = GgmlType.Find("q8_0")! }, _narrow, onCpu: true));

    [Theory]
    [InlineData(nameof(FlashAttention.On))]
    [InlineData(nameof(FlashAttention.Off))]
    public void What_was_asked_for_is_done(string asked)
    {
        var settings = new LoadSettings { FlashAttention = Enum.Parse<FlashAttention>(asked) };

        Assert.Equal(settings.FlashAttention, AttentionChoice.For(settings, _narrow, onCpu: true));
    }
}
