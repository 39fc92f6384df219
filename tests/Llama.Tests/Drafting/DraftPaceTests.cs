using LocalAI.Plugins.Llama.Drafting;

namespace LocalAI.Plugins.Llama.Tests.Drafting;

public sealed class DraftPaceTests
{
    [Fact]
    public void Drafts_more_while_all_guesses_are_right()
    {
        var pace = new DraftPace(most: 16);
        var lengths = new List<int>();
        for (var step = 0; step < 4; step++)
        {
            var length = pace.Next();
            lengths.Add(length);
            pace.Measured(length, accepted: length);
        }

        Assert.Equal([4, 8, 16, 16], lengths);
        Assert.Equal((44, 44), (pace.Drafted, pace.Accepted));
    }

    [Fact]
    public void Pauses_longer_and_longer_while_all_guesses_are_wrong()
    {
        var pace = new DraftPace(most: 16);
        var steps = new List<int>();
        for (var step = 0; step < 200; step++)
        {
            if (pace.Next() is > 0 and var length)
            {
                steps.Add(step);
                pace.Measured(length, accepted: 0);
            }
        }

        Assert.Equal([0, 2, 5, 10, 19, 36, 69, 102, 135, 168], steps);
    }

    [Fact]
    public void Never_drafts_more_than_allowed()
    {
        var pace = new DraftPace(most: 3);
        pace.Measured(3, accepted: 3);

        Assert.Equal(3, pace.Next());
    }
}
