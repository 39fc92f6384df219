using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Tests.Grammar;

public sealed class PhraseTests
{
    [Theory]
    [InlineData("{Animal} has {key} legs.", "A dog has four legs.")]
    [InlineData("There is {a kind}. {A kind}!", "There is an owl. An owl!")]
    [InlineData("no slots", "no slots")]
    public void Slots_are_filled_with_articles_and_capitals(string phrase, string written) =>
        Assert.Equal(written, Phrase.Write(phrase, new Dice(1, 0), Slots.Of(("animal", "a dog"), ("key", "four"), ("kind", "owl"))));

    [Fact]
    public void Each_choice_is_written_and_nothing_else()
    {
        var written = Enumerable.Range(0, 300).Select(i => Phrase.Write("[a|b[c|d]|]x[|y]", new Dice(1, (ulong)i), [])).ToHashSet();

        Assert.Equal(["ax", "axy", "bcx", "bcxy", "bdx", "bdxy", "x", "xy"], written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_fills_a_slot_is_not_read_as_a_phrase() =>
        Assert.Equal("[a|b] {c}", Phrase.Write("{text}", new Dice(1, 0), Slots.Of(("text", "[a|b] {c}"))));

    [Theory]
    [InlineData("[a|b", "has a [ without its ]")]
    [InlineData("{nothing}", "has a slot 'nothing' that nothing fills")]
    public void A_wrong_phrase_is_named(string phrase, string part)
    {
        var fault = Assert.Throws<FormatException>(() => Phrase.Write(phrase, new Dice(1, 0), []));

        Assert.Contains(phrase, fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }
}
