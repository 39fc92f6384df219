using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.Sampling;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests.Drafting;

/// <summary>A drafted text is the one without drafts, token by token, whatever the guesses are and however tokens are chosen
/// (with a cache of full precision: see the engine's README on near ties).</summary>
public sealed class DraftedTextTests : IDisposable
{
    private const int Tokens = 150;

    private readonly StoriesModel _model = new();

    public static TheoryData<string, float, string> Cases => new MatrixTheoryData<string, float, string>(
        ["Once upon a time", "Lily and Tom", "The big dog", "There was a cat and a cat and a cat"],
        [0f, 0.8f],
        ["", "penalties", "grammar", "stop", "logprobs", "mirostat"]);

    public void Dispose() => _model.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_the_text_without_drafts(string prompt, float temperature, string setting)
    {
        var request = Request(prompt, temperature, setting);
        using var plain = Loop(drafter: null);
        var expected = await Read(plain.Submit(request, TestContext.Current.CancellationToken));

        foreach (var drafter in (IDrafter[])[new NgramDrafter(2, 16, 1), new WildDrafter(_model.Vocabulary.Size), new KnowingDrafter(expected.Tokens)])
        {
            using var loop = Loop(drafter);
            var generation = loop.Submit(request, TestContext.Current.CancellationToken);
            var drafted = await Read(generation);

            Assert.Equal(expected.Text, drafted.Text);
            Assert.Equal(expected.Generated, drafted.Generated);
            Assert.Equal(expected.Reason, drafted.Reason);
            Assert.Equal(expected.Tokens, drafted.Tokens);
            Assert.Equal(expected.Generated, loop.Throughput.GeneratedTokens);
        }
    }

    [Fact]
    public async Task Side_by_side_they_are_the_texts_alone_and_guesses_come_true()
    {
        string[] prompts = [StoriesModel.Prompt, "Lily and Tom", "The big dog", "There was a cat and a cat and a cat"];
        var expected = new List<string>();
        using (var plain = Loop(drafter: null))
        {
            foreach (var prompt in prompts)
                expected.Add(await StoriesModel.TextOf(plain.Submit(_model.Greedy(prompt, Tokens), TestContext.Current.CancellationToken)));
        }

        using var loop = Loop(new NgramDrafter(2, 16, 1), slots: 4, size: 1024);
        var texts = await Task.WhenAll(prompts.Select(prompt =>
            StoriesModel.TextOf(loop.Submit(_model.Greedy(prompt, Tokens), TestContext.Current.CancellationToken))));

        Assert.Equal(expected, texts);
        Assert.InRange(loop.Throughput.AcceptedTokens, 1, loop.Throughput.DraftedTokens);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ends_or_shifts_at_the_end_of_the_context_as_without_drafts(bool shift)
    {
        var request = _model.Greedy(StoriesModel.Prompt, shift ? 320 : int.MaxValue) with { Keep = 5, TopLogprobs = 1 };
        using var plain = Loop(drafter: null, size: 256, shift: shift);
        var expected = await Read(plain.Submit(request, TestContext.Current.CancellationToken));

        using var loop = Loop(new KnowingDrafter(expected.Tokens), size: 256, shift: shift);
        var drafted = await Read(loop.Submit(request, TestContext.Current.CancellationToken));

        Assert.Equal(expected.Reason, drafted.Reason);
        Assert.Equal(expected.Tokens[..240], drafted.Tokens[..240]);
        Assert.Equal(expected.Generated, drafted.Generated);
        Assert.True(loop.Throughput.AcceptedTokens > 100);
    }

    [Fact]
    public async Task A_request_limits_its_drafts()
    {
        var drafter = new CountingDrafter();
        using var loop = Loop(drafter);

        await Read(loop.Submit(_model.Greedy(StoriesModel.Prompt, 40) with { DraftTokens = 2 }, TestContext.Current.CancellationToken));

        Assert.Equal(2, drafter.MostAsked);
    }

    [Fact]
    public async Task The_next_prompt_finds_only_what_was_accepted_in_the_cache()
    {
        using var plain = Loop(drafter: null);
        using var loop = Loop(new WildDrafter(_model.Vocabulary.Size));
        var first = _model.Greedy(StoriesModel.Prompt, 50) with { ReusePrefix = true };
        var second = _model.Greedy(StoriesModel.Prompt + StoriesModel.Story[..60], 60) with { ReusePrefix = true };

        await Read(loop.Submit(first, TestContext.Current.CancellationToken));
        var drafted = loop.Submit(second, TestContext.Current.CancellationToken);
        var text = await StoriesModel.TextOf(drafted);

        Assert.Equal(await StoriesModel.TextOf(plain.Submit(second, TestContext.Current.CancellationToken)), text);
        Assert.True(drafted.Reused > 20);
    }

    private DecodeLoop Loop(IDrafter? drafter, int slots = 1, int size = 512, bool shift = false) => new(
        _model.CreateContext(size, slots, outputs: 17 * slots, exact: true), _model.Vocabulary,
        new DecodeLoopOptions
        {
            Slots = slots,
            UnifiedCache = true,
            ContextShift = shift,
            Drafts = drafter is null ? null : new DraftSource([drafter], new DraftSettings()),
        },
        NullLogger.Instance);

    private GenerationRequest Request(string prompt, float temperature, string setting)
    {
        var request = _model.Greedy(prompt, Tokens);
        var sampling = new SamplerSettings { Temperature = temperature, TopK = 40, Seed = 7 };
        return setting switch
        {
            "penalties" => request with { Sampling = sampling with { PenaltyWindow = 32, RepeatPenalty = 1.2f, FrequencyPenalty = 0.1f } },
            "grammar" => request with { Sampling = sampling with { Grammar = "root ::= ([a-zA-Z ,.'\"!?\\n] | [^a-z])*" } },
            "stop" => request with { Sampling = sampling, Stops = ["park", " and she", "!"] },
            "mirostat" => request with { Sampling = sampling with { Mirostat = 2 } },
            _ => request with { Sampling = sampling },
        } with
        { TopLogprobs = 1 };
    }

    private static async Task<(string Text, int Generated, FinishReason Reason, int[] Tokens)> Read(Generation generation)
    {
        var text = new MemoryStream();
        var tokens = new List<int>();
        await foreach (var chunk in generation.ReadAsync())
        {
            text.Write(chunk.Text);
            tokens.AddRange(chunk.Logprobs.Select(token => token.Token));
        }
        return (System.Text.Encoding.UTF8.GetString(text.ToArray()), generation.Generated, generation.Reason, [.. tokens]);
    }

    /// <summary>Guesses at random, so that nearly all guesses are wrong.</summary>
    private sealed class WildDrafter(int vocabularySize) : IDrafter
    {
        private readonly Random _random = new(1);

        public void Draft(int slot, ReadOnlySpan<int> text, int next, int most, List<int> draft)
        {
            for (var i = 0; i < most; i++)
                draft.Add(_random.Next(vocabularySize));
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Knows the text, but errs every twentieth token.</summary>
    private sealed class KnowingDrafter(int[] known) : IDrafter
    {
        private int _prompt = -1;

        public void Draft(int slot, ReadOnlySpan<int> text, int next, int most, List<int> draft)
        {
            if (_prompt < 0)
                _prompt = text.Length;
            var at = text.Length - _prompt + 1;
            for (var i = at; i < Math.Min(at + most, known.Length); i++)
                draft.Add(i % 20 == 0 ? (known[i] + 1) % 500 : known[i]);
        }

        public void Dispose()
        {
        }
    }

    private sealed class CountingDrafter : IDrafter
    {
        public int MostAsked { get; private set; }

        public void Draft(int slot, ReadOnlySpan<int> text, int next, int most, List<int> draft)
        {
            MostAsked = Math.Max(MostAsked, most);
            draft.Add(next);
        }

        public void Dispose()
        {
        }
    }
}
