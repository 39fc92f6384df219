using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Reasoning;

namespace LocalAI.Plugins.Llama.Tests.Chat.Reasoning;

public sealed class ReasoningBudgetTests
{
    [Fact]
    public void A_thought_is_ended_when_its_tokens_are_used_up()
    {
        var budget = new ReasoningBudget(2, ReasoningMarkers.Usual);

        Assert.Null(budget.Count(isReasoning: true));
        Assert.Null(budget.Count(isReasoning: true));
        Assert.Equal("\n</think>\n\n", budget.Count(isReasoning: true));
        Assert.Null(budget.Count(isReasoning: false));
        Assert.Equal("\n</think>\n\n", budget.Count(isReasoning: true));
    }

    [Theory]
    [InlineData(-1, "</think>")]
    [InlineData(1, "")]
    public void Without_a_limit_or_markers_a_thought_is_never_ended(int tokens, string end)
    {
        var budget = new ReasoningBudget(tokens, new ReasoningMarkers("<think>", end));

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(budget.Count(isReasoning: true)));
    }

    [Fact]
    public void Nothing_left_from_the_start_means_no_thinking()
    {
        Assert.True(new ReasoningBudget(0, ReasoningMarkers.Usual).IsOff);
        Assert.NotNull(new ReasoningBudget(0, ReasoningMarkers.Usual).Count(isReasoning: true));
    }

    [Theory]
    [InlineData("none", ReasoningFormat.None)]
    [InlineData("auto", ReasoningFormat.Auto)]
    [InlineData("deepseek", ReasoningFormat.DeepSeek)]
    [InlineData("deepseek_legacy", ReasoningFormat.DeepSeekLegacy)]
    [InlineData("DeepSeek-Legacy", ReasoningFormat.DeepSeekLegacy)]
    public void The_words_of_the_option_are_known(string word, object format)
    {
        Assert.True(ReasoningFormats.TryRead(word, out var read));
        Assert.Equal((ReasoningFormat)format, read);
        Assert.False(ReasoningFormats.TryRead(word + "?", out _));
    }
}
