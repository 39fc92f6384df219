using LocalAI.Plugins.Llama.Drafting;

namespace LocalAI.Plugins.Llama.Tests.Drafting;

public sealed class DraftPaceTests
{
    [Fact]
    public void Drafts_all_it_may_while_most_guesses_are_right()
    {
        var pace = new DraftPace(most: 15);
        foreach (var accepted in (int[])[15, 8, 12])
        {
            Assert.Equal(15, pace.Next());
            pace.Measured(15, accepted);
        }

        Assert.Equal((45, 35), (pace.Drafted, pace.Accepted));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(14, 14)]
    [InlineData(16, 15)]
    [InlineData(30, 15)]
    [InlineData(31, 31)]
    [InlineData(48, 47)]
    public void A_long_draft_fills_whole_blocks_with_the_token_before_it(int most, int drafted) =>
        Assert.Equal(drafted, new DraftPace(most).Next());

    [Fact]
    public void Pauses_longer_and_longer_while_most_guesses_are_wrong()
    {
        var pace = new DraftPace(most: 16);
        var steps = new List<int>();
        for (var step = 0; step < 200; step++)
        {
            if (pace.Next() is > 0 and var length)
            {
                steps.Add(step);
                pace.Measured(length, accepted: length / 2 - 1);
            }
        }

        Assert.Equal([0, 2, 5, 10, 19, 36, 69, 102, 135, 168], steps);
    }

    [Fact]
    public void A_draft_that_comes_true_ends_the_pauses()
    {
        var pace = new DraftPace(most: 4);
        pace.Measured(4, accepted: 0);
        Assert.Equal([0, 4], [pace.Next(), pace.Next()]);
        pace.Measured(4, accepted: 4);
        pace.Measured(4, accepted: 0);

        Assert.Equal([0, 4], [pace.Next(), pace.Next()]);
    }
}
