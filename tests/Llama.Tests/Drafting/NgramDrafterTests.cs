using LocalAI.Plugins.Llama.Drafting;

namespace LocalAI.Plugins.Llama.Tests.Drafting;

public sealed class NgramDrafterTests
{
    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5, 9, 2 }, 3, new[] { 4, 5, 9, 2 })]
    [InlineData(new[] { 1, 2, 3, 4, 5, 2, 3, 7, 8, 9, 2 }, 3, new[] { 7, 8, 9, 2 })]
    [InlineData(new[] { 1, 2, 4, 5, 6 }, 3, new int[0])]
    [InlineData(new int[0], 3, new int[0])]
    [InlineData(new[] { 3 }, 3, new int[0])]
    public void Guesses_what_followed_the_same_tokens_the_last_time(int[] text, int next, int[] expected) =>
        Assert.Equal(expected, Draft(new NgramDrafter(length: 2, longest: 48, hits: 1), text, next, most: 4));

    [Fact]
    public void A_text_that_repeats_a_few_tokens_is_guessed_to_go_on_doing_so() =>
        Assert.Equal([8, 9, 7, 8, 9, 7, 8], Draft(new NgramDrafter(length: 3, longest: 48, hits: 1), [1, 8, 9, 7, 8, 9], next: 7, most: 7));

    [Fact]
    public void The_end_of_the_text_does_not_find_itself() =>
        Assert.Empty(Draft(new NgramDrafter(length: 2, longest: 48, hits: 1), [5, 6, 7], next: 8, most: 4));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 0)]
    public void Tokens_must_have_come_as_often_as_asked(int hits, int expected) =>
        Assert.Equal(expected, Draft(new NgramDrafter(length: 2, longest: 2, hits), [1, 2, 3, 1, 2, 4, 5, 1], next: 2, most: 9).Count);

    private static List<int> Draft(NgramDrafter drafter, int[] text, int next, int most)
    {
        var draft = new List<int>();
        drafter.Draft(slot: 0, text, next, most, draft);
        return draft;
    }
}
