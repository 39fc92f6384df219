using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

public sealed class TextGeneratorTests
{
    private static readonly IReadOnlyList<IReadOnlyList<int>> Prompts = [[1, 5, 9, 2, 14], [3], [7, 7, 30], [1, 5, 9, 2, 15]];

    private static readonly GenerationSettings Greedy = new() { MaxTokens = 12, Temperature = 0 };

    public static TheoryData<string> Families => [.. ModelFamily.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Answers_are_those_of_computing_all_tokens_again_each_time(string family)
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.All.Single(one => one.Name == family));

        var answers = new TextGenerator(model).Answer(Prompts, Greedy, TestContext.Current.CancellationToken);

        Assert.Equal(Prompts.Select(prompt => Uncached(model, prompt, Greedy.MaxTokens)), answers);
        Assert.True(answers.SelectMany(answer => answer).Distinct().Count() > 4);
    }

    [Fact]
    public void Adapters_take_part()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Qwen2);
        var plain = new TextGenerator(model).Answer(Prompts, Greedy, TestContext.Current.CancellationToken);
        using var generator = new Generator(4);
        foreach (var projection in model.Projections)
        {
            projection.Adapter = LoraAdapter.Create(projection, new AdapterSettings { Rank = 2 }, new AdapterStart(generator, CPU));
            using var _ = no_grad();
            foreach (var parameter in projection.Adapter.Parameters)
                parameter.Tensor.copy_(randn(parameter.Tensor.shape, generator: generator).mul(0.3));
        }

        var answers = new TextGenerator(model).Answer(Prompts, Greedy, TestContext.Current.CancellationToken);

        Assert.NotEqual(plain, answers);
        Assert.Equal(Prompts.Select(prompt => Uncached(model, prompt, Greedy.MaxTokens)), answers);
    }

    [Fact]
    public void States_with_a_cache_are_those_without()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Llama);
        using var _ = no_grad();
        using var cache = new KeyValueCache(20);
        var tokens = randint(0, 32, [3, 20]);
        var all = model.States(tokens, training: false);

        // Five tokens at once, then each by itself.
        var parts = Enumerable.Range(0, 16).Select(i => i == 0 ? Part(0, 5) : Part(4 + i, 1)).ToArray();

        Assert.True(cat(parts, 1).allclose(all, 1e-4, 1e-5));

        Tensor Part(int start, int count) => model.States(
            tokens.narrow(1, start, count), training: false, arange(start, start + count).unsqueeze(0), cache: cache);
    }

    [Fact]
    public void An_answer_ends_with_an_end_token_and_others_go_on_as_if_alone()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Qwen3);
        var whole = new TextGenerator(model).Answer(Prompts, Greedy, TestContext.Current.CancellationToken);
        var end = whole[0][3];

        var answers = new TextGenerator(model).Answer(
            Prompts, Greedy with { EndTokens = new HashSet<int> { end } }, TestContext.Current.CancellationToken);

        Assert.Equal(whole.Select(answer => answer.Take(((List<int>)[.. answer, end]).IndexOf(end) + 1)), answers);
        Assert.True(answers.Select(answer => answer.Count).Distinct().Count() > 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_answers_and_another_one_others()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Mistral);
        var settings = new GenerationSettings { MaxTokens = 20, Seed = 5 };

        var answers = Answer(settings);

        Assert.Equal(answers, Answer(settings));
        Assert.NotEqual(answers, Answer(settings with { Seed = 6 }));
        // Two equal prompts of one batch are answered differently: all draw from one generator.
        Assert.NotEqual(answers[0], answers[4]);

        IReadOnlyList<IReadOnlyList<int>> Answer(GenerationSettings with) =>
            new TextGenerator(model).Answer([.. Prompts, Prompts[0]], with, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Tokens_are_drawn_as_often_as_the_model_says()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Llama);
        var prompts = Enumerable.Repeat<IReadOnlyList<int>>([4, 8], 4000).ToArray();
        const float Temperature = 0.7f;

        var answers = new TextGenerator(model).Answer(
            prompts, new GenerationSettings { MaxTokens = 1, Temperature = Temperature, Seed = 1 }, TestContext.Current.CancellationToken);

        using var _ = no_grad();
        var states = model.States(tensor(new long[,] { { 4, 8 } }), training: false).select(1, 1);
        var expected = nn.functional.softmax(model.Logits(states, training: false).div(Temperature), 1);
        var chosen = tensor(answers.Select(answer => (long)answer[0]).ToArray());
        var drawn = zeros(32).index_add(0, chosen, ones(answers.Count), 1).div(answers.Count);
        // Four standard deviations of a share of a half.
        Assert.True((drawn - expected).abs().max().item<float>() < 4 * 0.5 / Math.Sqrt(answers.Count));
    }

    [Fact]
    public void An_answer_ends_where_the_model_does()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Llama);

        var answers = new TextGenerator(model).Answer(Prompts, Greedy with { MaxTokens = 1000 }, TestContext.Current.CancellationToken);

        Assert.All(answers, answer => Assert.Equal(64 - 5, answer.Count));
    }

    [Fact]
    public void A_prompt_without_room_for_an_answer_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Llama);

        var refusal = Assert.Throws<EngineException>(() => new TextGenerator(model).Answer(
            [[.. Enumerable.Repeat(1, 64)]], Greedy, TestContext.Current.CancellationToken));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("64", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        using var scope = NewDisposeScope();
        using var model = Model(ModelFamily.Llama);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => new TextGenerator(model).Answer(Prompts, Greedy, cancellation.Token));
    }

    private static CausalModel Model(ModelFamily family)
    {
        using var weights = new RandomWeights(3, deviation: 0.4);
        return new CausalModel(TinyShape.Of(family), weights, 64, ScalarType.Float32, CPU);
    }

    private static List<int> Uncached(CausalModel model, IReadOnlyList<int> prompt, int count)
    {
        using var _ = no_grad();
        List<int> tokens = [.. prompt];
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            var states = model.States(tensor(tokens.Select(token => (long)token).ToArray()).unsqueeze(0), training: false);
            tokens.Add((int)model.Logits(states.select(1, tokens.Count - 1), training: false).argmax(1).item<long>());
        }
        return tokens[prompt.Count..];
    }
}
