using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.PromptCache;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests.PromptCache;

public sealed class HostPromptCacheTests
{
    [Fact]
    public void Gives_the_text_that_shares_most_with_a_prompt()
    {
        var cache = new HostPromptCache(long.MaxValue);
        var first = State(1, 40);
        var second = State(1, 40) with { Tokens = [.. Enumerable.Range(1, 20), .. Enumerable.Range(500, 40)] };
        cache.Keep(first);
        cache.Keep(second);

        Assert.Same(first, cache.Find([.. Enumerable.Range(1, 30)], known: 5));
        Assert.Same(second, cache.Find([.. Enumerable.Range(1, 20), 500, 501, 7], known: 5));
        Assert.Null(cache.Find([.. Enumerable.Range(1, 30)], known: 30));
    }

    [Fact]
    public void A_longer_text_takes_the_place_of_its_beginning()
    {
        var cache = new HostPromptCache(long.MaxValue);
        cache.Keep(State(1, 40));
        cache.Keep(State(1, 60));

        Assert.Equal(1, cache.Count);
        Assert.False(cache.Wants([.. Enumerable.Range(1, 50)]));
        Assert.True(cache.Wants([.. Enumerable.Range(1, 61)]));
        Assert.False(cache.Wants([.. Enumerable.Range(900, 10)]));
    }

    [Fact]
    public void What_was_not_used_longest_goes_first()
    {
        var cache = new HostPromptCache(3 * State(1, 40).Bytes);
        cache.Keep(State(100, 40));
        cache.Keep(State(200, 40));
        cache.Keep(State(300, 40));
        cache.Find([100, 101], known: 0);
        cache.Keep(State(400, 40));
        cache.Keep(State(1000, 100_000));

        Assert.Null(cache.Find([200, 201], known: 0));
        Assert.NotNull(cache.Find([100, 101], known: 0));
        Assert.Equal((3, 3 * State(1, 40).Bytes), (cache.Count, cache.Bytes));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_prompt_that_comes_back_after_others_is_not_computed_again(bool cached, int slots)
    {
        using var model = new StoriesModel();
        using var loop = new DecodeLoop(model.CreateContext(512, slots), model.Vocabulary,
            new DecodeLoopOptions
            {
                Slots = slots,
                UnifiedCache = true,
                HostCache = cached ? new HostPromptCache(1 << 26) : null,
                CacheIdleSlots = true,
            },
            NullLogger.Instance);
        var story = model.Greedy(StoriesModel.Prompt + StoriesModel.Story[..200], 40) with { ReusePrefix = true };

        var first = loop.Submit(story, TestContext.Current.CancellationToken);
        var text = await StoriesModel.TextOf(first);
        foreach (var prompt in (string[])["Tom had a red ball and he", "The big dog ran to the park"])
        {
            var other = model.Greedy(string.Concat(Enumerable.Repeat(prompt + " and ", 30)), 40) with { ReusePrefix = true };
            await StoriesModel.TextOf(loop.Submit(other, TestContext.Current.CancellationToken));
        }
        var again = loop.Submit(story, TestContext.Current.CancellationToken);

        Assert.Equal(text, await StoriesModel.TextOf(again));
        Assert.Equal(cached ? story.Prompt.Length - 1 : 1, again.Reused);
    }

    private static SequenceState State(int first, int tokens) => new([.. Enumerable.Range(first, tokens)], new byte[1000]);
}
