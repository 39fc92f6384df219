using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Tests.Grammar;

public sealed class DiceTests
{
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        // The first numbers that the generator's published code in C gives for the seed 1234567.
        const ulong Step = 0x9E3779B97F4A7C15;
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];

        Assert.Equal(published, Enumerable.Range(1, published.Length).Select(i => Dice.Mix(1234567 + ((ulong)i * Step))));
    }

    [Fact]
    public void A_sample_does_not_depend_on_those_before_it()
    {
        var rolls = Enumerable.Range(0, 1000).Select(i => new Dice(7, (ulong)i).Roll()).ToList();

        Assert.Equal(rolls[500], new Dice(7, 500).Roll());
        Assert.Equal(rolls.Count, rolls.Distinct().Count());
        Assert.NotEqual(rolls[500], new Dice(8, 500).Roll());
    }

    [Fact]
    public void Numbers_lie_between_their_bounds_and_reach_them()
    {
        var dice = new Dice(1, 0);

        var numbers = Enumerable.Range(0, 2000).Select(_ => dice.Between(3, 9)).ToHashSet();

        Assert.Equal([3, 4, 5, 6, 7, 8, 9], numbers.Order());
    }

    [Fact]
    public void Several_items_are_different_ones()
    {
        var dice = new Dice(1, 0);
        int[] items = [.. Enumerable.Range(0, 10)];

        var taken = Enumerable.Range(0, 200).Select(_ => dice.Some(items, 4)).ToList();

        Assert.All(taken, some => Assert.Equal(4, some.Distinct().Count()));
        Assert.Equal(items, taken.SelectMany(some => some).Distinct().Order());
    }
}
