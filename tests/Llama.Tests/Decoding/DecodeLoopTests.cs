using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;

namespace LocalAI.Plugins.Llama.Tests.Decoding;

public sealed class DecodeLoopTests : IDisposable
{
    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Tells_the_known_story()
    {
        using var loop = _model.CreateLoop();

        var generation = loop.Submit(_model.Greedy(StoriesModel.Prompt, 100), TestContext.Current.CancellationToken);

        Assert.Equal(StoriesModel.Story, await StoriesModel.TextOf(generation));
        Assert.Equal(FinishReason.Length, generation.Reason);
        Assert.Equal(100, generation.Generated);
        Assert.Equal(100, loop.Throughput.GeneratedTokens);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Texts_side_by_side_are_the_texts_alone(bool unified)
    {
        string[] prompts = [StoriesModel.Prompt, "Lily and Tom", "The big dog", StoriesModel.Prompt, "There was a cat", "Tom had a red ball"];
        var alone = new List<string>();
        using (var single = _model.CreateLoop())
        {
            foreach (var prompt in prompts)
                alone.Add(await StoriesModel.TextOf(single.Submit(_model.Greedy(prompt, 60), TestContext.Current.CancellationToken)));
        }

        using var loop = _model.CreateLoop(size: 2048, slots: 4, unified);
        var together = await Task.WhenAll(prompts.Select(prompt =>
            StoriesModel.TextOf(loop.Submit(_model.Greedy(prompt, 60), TestContext.Current.CancellationToken))));

        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task A_prompt_read_in_chunks_gives_the_same_text(int batch)
    {
        var prompt = StoriesModel.Prompt + StoriesModel.Story[..200];
        using var whole = _model.CreateLoop();
        var expected = await StoriesModel.TextOf(whole.Submit(_model.Greedy(prompt, 30), TestContext.Current.CancellationToken));

        using var loop = _model.CreateLoop(batch: batch);

        Assert.Equal(expected, await StoriesModel.TextOf(loop.Submit(_model.Greedy(prompt, 30), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_prompt_that_begins_like_the_last_one_is_not_computed_again()
    {
        using var loop = _model.CreateLoop();
        var request = _model.Greedy(StoriesModel.Prompt + StoriesModel.Story[..100], 20) with { ReusePrefix = true };

        var first = loop.Submit(request, TestContext.Current.CancellationToken);
        var text = await StoriesModel.TextOf(first);
        var second = loop.Submit(request, TestContext.Current.CancellationToken);

        Assert.Equal(text, await StoriesModel.TextOf(second));
        Assert.Equal(0, first.Reused);
        Assert.Equal(request.Prompt.Length - 1, second.Reused);
    }

    [Fact]
    public async Task Without_reuse_every_prompt_is_computed()
    {
        using var loop = _model.CreateLoop();
        var request = _model.Greedy(StoriesModel.Prompt, 5);

        await StoriesModel.TextOf(loop.Submit(request, TestContext.Current.CancellationToken));
        var second = loop.Submit(request, TestContext.Current.CancellationToken);
        await StoriesModel.TextOf(second);

        Assert.Equal(0, second.Reused);
    }

    [Fact]
    public async Task A_full_context_ends_the_text()
    {
        using var loop = _model.CreateLoop(size: 256);

        var generation = loop.Submit(_model.Greedy(StoriesModel.Prompt, int.MaxValue), TestContext.Current.CancellationToken);
        await StoriesModel.TextOf(generation);

        Assert.Equal(FinishReason.ContextFull, generation.Reason);
        // The last token is sampled but needs no place.
        Assert.Equal(256, generation.Request.Prompt.Length + generation.Generated - 1);
    }

    [Fact]
    public async Task A_shifted_context_goes_on()
    {
        using var loop = _model.CreateLoop(size: 256, shift: true);

        var generation = loop.Submit(_model.Greedy(StoriesModel.Prompt, 330) with { Keep = 5 }, TestContext.Current.CancellationToken);
        var text = await StoriesModel.TextOf(generation);

        Assert.NotEqual(FinishReason.ContextFull, generation.Reason);
        Assert.StartsWith(StoriesModel.Story, text, StringComparison.Ordinal);
        Assert.True(generation.Generated > 256);
    }

    [Fact]
    public async Task A_cancelled_call_frees_its_slot_for_the_next()
    {
        using var loop = _model.CreateLoop();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var cancelled = loop.Submit(_model.Greedy(StoriesModel.Prompt, 400), cancel.Token);
        var waiting = loop.Submit(_model.Greedy(StoriesModel.Prompt, 100), TestContext.Current.CancellationToken);

        await using (var chunks = cancelled.ReadAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await chunks.MoveNextAsync());
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                while (await chunks.MoveNextAsync())
                    continue;
            });
        }

        Assert.Equal(StoriesModel.Story, await StoriesModel.TextOf(waiting));
    }

    [Fact]
    public async Task Unloading_ends_what_runs_and_what_waits()
    {
        var loop = _model.CreateLoop();
        var running = loop.Submit(_model.Greedy(StoriesModel.Prompt, 400), CancellationToken.None);
        var waiting = loop.Submit(_model.Greedy(StoriesModel.Prompt, 400), CancellationToken.None);

        loop.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoriesModel.TextOf(running));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoriesModel.TextOf(waiting));
    }

    [Fact]
    public async Task More_prompts_than_the_shared_cache_holds_take_turns()
    {
        // Each needs some 150 places of 256; two at once would leave each other none.
        using var loop = _model.CreateLoop(size: 256, slots: 4);
        var prompt = StoriesModel.Prompt + StoriesModel.Story;

        var texts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            StoriesModel.TextOf(loop.Submit(_model.Greedy(prompt, 20), TestContext.Current.CancellationToken))));

        Assert.All(texts, text => Assert.Equal(texts[0], text));
        Assert.NotEmpty(texts[0]);
    }

    [Fact]
    public async Task A_grammar_without_a_legal_token_is_an_error_and_the_loop_goes_on()
    {
        using var loop = _model.CreateLoop();
        var request = _model.Greedy(StoriesModel.Prompt, 10);
        var impossible = request with
        {
            Sampling = request.Sampling with
            {
                Grammar = "root ::= \"yes\"",
                LogitBias = Enumerable.Range(0, _model.Vocabulary.Size).ToDictionary(token => token, _ => float.NegativeInfinity),
            },
        };

        var refused = await Assert.ThrowsAsync<EngineException>(() => StoriesModel.TextOf(loop.Submit(impossible, CancellationToken.None)));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.NotEmpty(await StoriesModel.TextOf(loop.Submit(request, CancellationToken.None)));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody_but_itself()
    {
        const int Tokens = 3000;
        using var loop = _model.CreateLoop(size: 512, slots: 2, unified: false, shift: true);
        var endless = _model.Greedy(StoriesModel.Prompt, Tokens);
        endless = endless with
        {
            Sampling = endless.Sampling with { LogitBias = _model.Vocabulary.EndTokens.ToDictionary(token => token, _ => float.NegativeInfinity) },
        };

        var unread = loop.Submit(endless, TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => unread.IsBehind, TimeSpan.FromMinutes(5)));
        var other = await StoriesModel.TextOf(loop.Submit(_model.Greedy(StoriesModel.Prompt, 100), TestContext.Current.CancellationToken));

        Assert.Equal(StoriesModel.Story, other);
        Assert.True(unread.Generated < Tokens);
        await StoriesModel.TextOf(unread);
        Assert.Equal(Tokens, unread.Generated);
    }

    [Fact]
    public async Task Text_that_moved_in_the_prompt_is_moved_in_the_cache()
    {
        using var loop = _model.CreateLoop(reuseChunk: 16);
        var first = _model.Greedy("One day, " + StoriesModel.Story, 1) with { ReusePrefix = true };
        var second = _model.Greedy("One " + StoriesModel.Story, 1) with { ReusePrefix = true };
        var prefix = first.Prompt.AsSpan().CommonPrefixLength(second.Prompt);

        await StoriesModel.TextOf(loop.Submit(first, TestContext.Current.CancellationToken));
        var generation = loop.Submit(second, TestContext.Current.CancellationToken);
        await StoriesModel.TextOf(generation);

        Assert.True(generation.Reused > prefix + 16, $"reused {generation.Reused}, common prefix {prefix}");
    }

    [Fact]
    public async Task Cancelling_one_of_two_leaves_the_other_as_it_was()
    {
        using var loop = _model.CreateLoop(size: 1024, slots: 2);
        using var cancel = new CancellationTokenSource();
        var cancelled = loop.Submit(_model.Greedy("Lily and Tom", 400), cancel.Token);
        var other = loop.Submit(_model.Greedy(StoriesModel.Prompt, 100), TestContext.Current.CancellationToken);

        await using (var chunks = cancelled.ReadAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken))
            Assert.True(await chunks.MoveNextAsync());
        await cancel.CancelAsync();

        Assert.Equal(StoriesModel.Story, await StoriesModel.TextOf(other));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoriesModel.TextOf(cancelled));
    }
}
