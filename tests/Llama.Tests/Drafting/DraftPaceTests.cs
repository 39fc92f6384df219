using LocalAI.Plugins.Llama.Drafting;

namespace LocalAI.Plugins.Llama.Tests.Drafting;

public sealed class DraftPaceTests
{
    [Fact]
    public void Drafts_all_it_may_while_most_guesses_are_right()
    {
        var pace = new DraftPace(most: 16);
        foreach (var accepted in (int[])[16, 8, 12])
        {
            Assert.Equal(16, pace.Next());
            pace.Measured(16, accepted);
        }

        Assert.Equal((48, 36), (pace.Drafted, pace.Accepted));
    }

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
