using System.Text.RegularExpressions;
using LocalAI.Plugins.Forge.Chat;
using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Words;

namespace LocalAI.Plugins.Forge.Tests.Chat;

public sealed partial class HeldOutTests
{
    [Fact]
    public void Names_and_cities_of_measures_are_not_those_of_training()
    {
        Assert.Empty(Names.HeldOut.Intersect(Names.Trained));
        Assert.Empty(Cities.HeldOut.Select(city => city.Name).Intersect(Cities.Trained.Select(city => city.Name)));
        Assert.Equal(Names.Trained.Count, Names.Trained.Distinct().Count());
    }

    [Fact]
    public void Made_up_names_are_held_out_by_their_letters()
    {
        var trained = Enumerable.Range(0, 4000).Select(i => MadeUpWords.Write(new Dice(1, (ulong)i), isHeldOut: false)).ToHashSet();
        var heldOut = Enumerable.Range(0, 1000).Select(i => MadeUpWords.Write(new Dice(2, (ulong)i), isHeldOut: true)).ToHashSet();

        Assert.Empty(trained.Intersect(heldOut));
        Assert.True(trained.Count > 3000, $"only {trained.Count} of 4,000 names are different");
        Assert.All(heldOut, word => Assert.Matches("^[A-Z][a-z]{3,11}$", word));
    }

    [Theory]
    [InlineData("facts")]
    [InlineData("tool-phrases")]
    [InlineData("memory-phrases")]
    public void What_the_user_says_in_words_that_are_held_out_is_not_in_training(string measure)
    {
        var trained = Samples.Train(40_000).SelectMany(Said).ToHashSet();

        var known = Samples.HeldOut(measure, 200).Select(sample => Said(sample).Last()).Where(trained.Contains).ToList();

        Assert.Empty(known);
    }

    [Theory]
    [InlineData("tool-names")]
    [InlineData("memory-names")]
    [InlineData("persona-names")]
    public void What_has_to_be_copied_is_no_name_of_training_where_names_are_held_out(string measure)
    {
        string[] trained = [.. Names.Trained, .. Cities.Trained.Select(city => city.Name)];

        var words = Samples.HeldOut(measure, 300).SelectMany(sample => sample.Expected)
            .SelectMany(text => Word().Matches(text).Select(match => match.Value)).ToHashSet();

        Assert.Empty(words.Intersect(trained));
        Assert.True(words.Count > 50, $"only {words.Count} names are copied");
    }

    [Fact]
    public void No_held_out_name_is_said_in_training()
    {
        string[] heldOut = [.. Names.HeldOut, .. Cities.HeldOut.Select(city => city.Name)];
        // The capital of Canada is a fact; as a place to ask the weather of it is held out.
        var rare = heldOut.Except(World).ToHashSet();

        var words = Samples.Train(10_000).SelectMany(sample => sample.Messages)
            .SelectMany(message => Word().Matches(message.Content).Select(match => match.Value)).ToHashSet();

        Assert.Empty(words.Intersect(rare));
    }

    private static IEnumerable<string> World => Forge.Words.Facts.Capitals.Select(fact => fact.Capital);

    private static IEnumerable<string> Said(Sample sample) => sample.Messages.Where(message => message.Role == "user")
        .Select(message => message.Content.ToLowerInvariant().TrimEnd('.', '?', '!'));

    [GeneratedRegex(@"\b[A-Z][a-z]+\b")]
    private static partial Regex Word();
}
