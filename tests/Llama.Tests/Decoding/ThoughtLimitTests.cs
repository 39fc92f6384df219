using System.Text;
using LocalAI.Plugins.Llama.Decoding;

namespace LocalAI.Plugins.Llama.Tests.Decoding;

public class ThoughtLimitTests
{
    [Fact]
    public void A_thought_is_used_up_after_its_tokens()
    {
        var limit = Limit(2);

        Assert.Equal([false, false, true], Take(limit, "<think>", "a", "b"));
    }

    [Fact]
    public void A_thought_that_ends_in_time_is_left_alone()
    {
        var limit = Limit(3);

        Assert.Equal([false, false, false, false, false], Take(limit, "<think>", "a", "</th", "ink>", "b"));
    }

    [Theory]
    [InlineData("hello", "<think>", "a", "b", "c")]
    [InlineData("<th", "x", "<think>", "a", "b")]
    public void An_answer_that_begins_without_a_thought_is_not_counted(params string[] pieces) =>
        Assert.DoesNotContain(true, Take(Limit(1), pieces));

    [Fact]
    public void A_marker_in_pieces_begins_a_thought() =>
        Assert.Equal([false, false, false, true], Take(Limit(1), "\n", "<thi", "nk>", "a"));

    [Fact]
    public void A_prompt_that_ended_in_a_thought_counts_from_the_first_token_on() =>
        Assert.Equal([false, true], Take(Limit(2, startsInside: true), "a", "b"));

    [Fact]
    public void No_tokens_end_a_begun_thought_before_it_has_one() => Assert.True(Limit(0, startsInside: true).IsUsedUp);

    [Fact]
    public void An_ended_thought_is_not_counted_any_more()
    {
        var limit = Limit(1, startsInside: true);
        Take(limit, "a");
        limit.Ended();

        Assert.Equal([false], Take(limit, "<think>a"));
    }

    private static ThoughtLimit Limit(int tokens, bool startsInside = false) => new("<think>", "</think>", tokens, startsInside);

    private static bool[] Take(ThoughtLimit limit, params string[] pieces) => [.. pieces.Select(piece =>
    {
        limit.Take(Encoding.UTF8.GetBytes(piece));
        return limit.IsUsedUp;
    })];
}
