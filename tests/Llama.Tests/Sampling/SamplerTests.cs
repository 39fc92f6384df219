using LocalAI.Plugins.Llama.Sampling;

namespace LocalAI.Plugins.Llama.Tests.Sampling;

/// <summary>
/// Each setting against its definition, computed here: which tokens can still be drawn, and how often. The native sampler does the
/// drawing.
/// </summary>
public sealed class SamplerTests : IDisposable
{
    private const int Draws = 4000;

    private readonly StoriesModel _model = new();
    private readonly float[] _logits;

    public SamplerTests()
    {
        // A few likely tokens, a tail far below.
        _logits = new float[_model.Vocabulary.Size];
        _logits.AsSpan().Fill(-30);
        float[] likely = [2.0f, 1.5f, 1.0f, 0.5f, 0f, -1f, -2f];
        likely.CopyTo(_logits, 100);
    }

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Greedy_takes_the_likeliest()
    {
        Assert.Equal([100], Drawn(new SamplerSettings()));
        Assert.Equal([100], Drawn(new SamplerSettings { TopK = 40, TopP = 0.9f, MinP = 0.1f }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void TopK_keeps_the_k_likeliest(int k) =>
        Assert.Equal(Enumerable.Range(100, k), Drawn(new SamplerSettings { Temperature = 1, TopK = k }));

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.8f)]
    public void TopP_keeps_the_fewest_tokens_whose_probabilities_reach_p(float p)
    {
        var probabilities = Softmax(1);
        var sum = 0d;
        var kept = probabilities.OrderByDescending(pair => pair.Value).TakeWhile(pair =>
        {
            var before = sum;
            sum += pair.Value;
            return before < p;
        }).Select(pair => pair.Key).Order();

        Assert.Equal(kept, Drawn(new SamplerSettings { Temperature = 1, TopP = p }));
    }

    [Theory]
    [InlineData(0.05f)]
    [InlineData(0.3f)]
    [InlineData(1f)]
    public void MinP_keeps_what_is_not_too_far_below_the_likeliest(float p)
    {
        var probabilities = Softmax(1);
        var kept = probabilities.Where(pair => pair.Value >= p * probabilities.Values.Max() * 0.999999).Select(pair => pair.Key).Order();

        Assert.Equal(kept, Drawn(new SamplerSettings { Temperature = 1, MinP = p }));
    }

    [Fact]
    public void TypicalP_keeps_the_tokens_nearest_to_the_expected_surprise()
    {
        const float P = 0.4f;
        var probabilities = Softmax(1);
        var entropy = -probabilities.Values.Sum(p => p * Math.Log(p));
        var sum = 0d;
        var kept = probabilities.OrderBy(pair => Math.Abs(-Math.Log(pair.Value) - entropy)).TakeWhile(pair =>
        {
            var before = sum;
            sum += pair.Value;
            return before <= P;
        }).Select(pair => pair.Key).Order();

        Assert.Equal(kept, Drawn(new SamplerSettings { Temperature = 1, TypicalP = P }));
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1f)]
    [InlineData(2f)]
    public void Temperature_shapes_the_distribution(float temperature)
    {
        var counts = Count(new SamplerSettings { Temperature = temperature });

        foreach (var (token, probability) in Softmax(temperature).Where(pair => pair.Value > 0.01))
        {
            var sigma = Math.Sqrt(probability * (1 - probability) / Draws);
            Assert.InRange(counts.GetValueOrDefault(token) / (double)Draws, probability - 5 * sigma, probability + 5 * sigma);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mirostat_steers_to_the_target_surprise(int version)
    {
        // Mirostat assumes Zipf's law, so that is what it gets here.
        for (var token = 0; token < _logits.Length; token++)
            _logits[token] = (float)(-1.1 * Math.Log(token + 1));

        double Surprise(float tau) =>
            MeanSurprise(new SamplerSettings { Temperature = 1, Mirostat = version, MirostatTau = tau, MirostatEta = 0.1f });
        var free = MeanSurprise(new SamplerSettings { Temperature = 1 });

        // In bits of the whole distribution: the sampler aims within what it keeps, so a low target lies above its number.
        Assert.InRange(Surprise(1), 0.5, 3);
        Assert.InRange(Surprise(3), Surprise(1) + 1, free - 1);
    }

    [Fact]
    public void The_repeat_penalty_divides_what_was_said_within_its_window()
    {
        // 2.0 / 4 = 0.5 is below 1.5: the second likeliest comes next, then, 1.5 / 4 being lowest, the third.
        using var sampler = new TokenSampler(new SamplerSettings { RepeatPenalty = 4, PenaltyWindow = 2 }, _model.Vocabulary);

        Assert.Equal([100, 101, 102, 100], Enumerable.Range(0, 4).Select(_ => sampler.Sample(_logits)));
    }

    [Fact]
    public void The_frequency_penalty_grows_with_every_repetition()
    {
        using var sampler = new TokenSampler(new SamplerSettings { FrequencyPenalty = 0.3f, PenaltyWindow = 64 }, _model.Vocabulary);

        // 2.0, 1.7, 1.4 against 1.5.
        Assert.Equal([100, 100, 101, 100], Enumerable.Range(0, 4).Select(_ => sampler.Sample(_logits)));
    }

    [Fact]
    public void The_presence_penalty_counts_once()
    {
        using var sampler = new TokenSampler(new SamplerSettings { PresencePenalty = 0.6f, PenaltyWindow = 64 }, _model.Vocabulary);

        // 2.0 - 0.6 = 1.4 is below 1.5; 1.5 - 0.6 = 0.9 is below 1.4.
        Assert.Equal([100, 101, 100, 100], Enumerable.Range(0, 4).Select(_ => sampler.Sample(_logits)));
    }

    [Fact]
    public void Penalties_see_the_prompt()
    {
        using var sampler = new TokenSampler(new SamplerSettings { RepeatPenalty = 4, PenaltyWindow = 64 }, _model.Vocabulary);

        sampler.Remember(100);

        Assert.Equal(64, sampler.Lookback);
        Assert.Equal(101, sampler.Sample(_logits));
    }

    [Fact]
    public void A_window_of_zero_switches_the_penalties_off()
    {
        using var sampler = new TokenSampler(new SamplerSettings { RepeatPenalty = 4, FrequencyPenalty = 2, PenaltyWindow = 0 }, _model.Vocabulary);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(100, sampler.Sample(_logits)));
    }

    [Fact]
    public void LogitBias_raises_lowers_and_bans()
    {
        var bias = new Dictionary<int, float> { [100] = float.NegativeInfinity, [101] = -5, [7] = 40 };

        Assert.Equal([7], Drawn(new SamplerSettings { LogitBias = bias }));
    }

    [Fact]
    public void A_seed_repeats_the_draws()
    {
        var settings = new SamplerSettings { Temperature = 1, Seed = 42 };
        int[] Draw()
        {
            using var sampler = new TokenSampler(settings, _model.Vocabulary);
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Sample(_logits))];
        }

        Assert.Equal(Draw(), Draw());
    }

    private double MeanSurprise(SamplerSettings settings)
    {
        var probabilities = Softmax(1);
        return Count(settings).Sum(pair => pair.Value * -Math.Log2(probabilities[pair.Key])) / Draws;
    }

    private IEnumerable<int> Drawn(SamplerSettings settings) => Count(settings).Keys.Order();

    private Dictionary<int, int> Count(SamplerSettings settings)
    {
        using var sampler = new TokenSampler(settings with { Seed = 1 }, _model.Vocabulary);
        return Enumerable.Range(0, Draws).Select(_ => sampler.Sample(_logits)).CountBy(token => token).ToDictionary();
    }

    private Dictionary<int, double> Softmax(double temperature)
    {
        var weights = _logits.Select(logit => Math.Exp(logit / temperature)).ToArray();
        var sum = weights.Sum();
        return Enumerable.Range(0, weights.Length).ToDictionary(token => token, token => weights[token] / sum);
    }
}
