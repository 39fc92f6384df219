using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Tests.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Losses;

public sealed class LearntTokensTests
{
    [Fact]
    public void Only_labels_that_are_not_ignored_count_each_predicted_by_the_token_before_it()
    {
        using var scope = NewDisposeScope();
        using var weights = new RandomWeights(1);
        using var model = new CausalModel(TinyShape.Of(ModelFamily.Llama), weights, 16, ScalarType.Float32, CPU);
        var tokens = tensor(new long[] { 1, 5, 9, 2, 1, 7, 7, 0 }).view(2, 4);
        var labels = tensor(new long[] { -100, -100, 9, 2, -100, 7, -100, -100 }).view(2, 4);

        var learnt = LearntTokens.Of(model, new TokenBatch(tokens, labels), training: false);

        var probabilities = nn.functional.log_softmax(model.Logits(model.States(tokens, training: false), training: false), -1);
        float At(int text, int position, int token) => probabilities[text, position, token].item<float>();
        Assert.Equal([At(0, 1, 9) + At(0, 2, 2), At(1, 0, 7)], learnt.Sums.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([2f, 1f], learnt.Counts.data<float>().ToArray());
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("mistral")]
    [InlineData("qwen2")]
    [InlineData("qwen3")]
    public void The_gradient_of_every_weight_is_what_small_changes_say(string family)
    {
        using var scope = NewDisposeScope();
        using var weights = new RandomWeights(3, deviation: 0.3);
        var shape = TinyShape.Of(ModelFamily.All.Single(known => known.Name == family));
        // In double precision, so that small differences are exact.
        using var model = new CausalModel(shape, weights, 16, ScalarType.Float64, CPU);
        var tokens = tensor(new long[] { 1, 5, 9, 2, 30, 7, 7, 0, 3, 11 }).view(2, 5);
        var batch = new TokenBatch(tokens, tokens);
        foreach (var weight in model.Weights)
            weight.Tensor.requires_grad_();

        Loss().backward();

        var random = new Random(7);
        foreach (var weight in model.Weights)
        {
            for (var probe = 0; probe < 4; probe++)
            {
                var index = random.NextInt64(weight.Tensor.numel());
                Assert.Equal(Slope(weight.Tensor, index), weight.Tensor.grad!.flatten()[index].item<double>(), 1e-6);
            }
        }

        Tensor Loss() => LearntTokens.Of(model, batch, training: true).LogProbabilities.mean().neg();

        double Slope(Tensor weight, long index)
        {
            const double Small = 1e-5;
            return (Value(Small) - Value(-Small)) / (2 * Small);

            double Value(double change)
            {
                using var _ = no_grad();
                using var inner = NewDisposeScope();
                weight.view(-1)[index].add_(change);
                var value = Loss().item<double>();
                weight.view(-1)[index].sub_(change);
                return value;
            }
        }
    }
}
