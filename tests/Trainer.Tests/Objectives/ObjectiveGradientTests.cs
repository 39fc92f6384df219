using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Objectives;
using LocalAI.Plugins.Trainer.Rewards;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tests.Tokens;
using LocalAI.Plugins.Trainer.Tests.Training;
using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Objectives;

/// <summary>Through a whole model in double precision, so that small differences are exact.</summary>
public sealed class ObjectiveGradientTests
{
    private static readonly string[] Answers = ["yes", "no", "maybe so", "no?", "yes.", "e"];

    [Theory]
    [InlineData("sft")]
    [InlineData("dpo", "sigmoid")]
    [InlineData("dpo", "hinge")]
    [InlineData("dpo", "ipo")]
    [InlineData("orpo")]
    [InlineData("kto")]
    [InlineData("reward")]
    [InlineData("embedding")]
    public void Gradients_are_what_small_changes_of_the_weights_say(string method, string kind = "sigmoid")
    {
        using var scope = NewDisposeScope();
        using var model = TrainingBench.Model(ScalarType.Float64);
        using var before = TrainingBench.Model(ScalarType.Float64, seed: 5);
        var task = Task(model, method) with { Settings = Settings(method) with { LossKind = kind, Beta = 0.3 } };
        var examples = Encode(task);
        // Before training it was another model, so that no difference to it is 0.
        using (var earlier = ObjectiveKinds.Create(task with { Model = before }))
            earlier.Prepare(examples, 2, CancellationToken.None);
        // No gradient flows through the divergence, so it must not change here; below 0 it is 0.
        foreach (var example in examples.Where(_ => method == "kto"))
            example.Before[1] += 100;
        using var objective = ObjectiveKinds.Create(task);

        AssertGradients(model, objective.Weights, () => Loss(objective, examples), () => Loss(objective, examples));
    }

    [Theory]
    [InlineData("grpo")]
    [InlineData("rloo")]
    public void Answers_become_likelier_by_their_advantage(string method)
    {
        using var scope = NewDisposeScope();
        using var model = TrainingBench.Model(ScalarType.Float64);
        var settings = Settings(method) with { Beta = 0.3, Generations = 3, Temperature = 0.7 };
        var task = Task(model, method) with
        {
            Settings = settings,
            Rewards = [new RewardFunction("length", (answer, _) => answer.Length)],
        };
        var examples = Encode(task).Take(2).ToList();
        using var objective = new PolicyObjective(task, (_, _, _) => [.. Answers.Select(Tokens)]);
        // The reference stays what the model was.
        using var reference = TrainingBench.Model(ScalarType.Float64);
        using (no_grad())
            model.Weights[3].Tensor.add_(0.05);
        var batch = TokenBatch.Of([.. Answers.Select((answer, i) => Answer(examples[i / 3], answer))], CPU);
        double[] rewards = [.. Answers.Select(answer => (double)answer.Length)];
        var expected = LearntTokens.Of(reference, batch, training: false, 0.7);

        // The same objectives, written as what their gradients are at the model that wrote the answers.
        Tensor Expected()
        {
            var learnt = LearntTokens.Of(model, batch, training: true, 0.7);
            if (method == "rloo")
            {
                var moved = learnt.Sums.sub(expected.Sums).detach().data<double>().ToArray();
                double[] left = [.. rewards.Zip(moved, (reward, far) => reward - (0.3 * far))];
                return learnt.Sums.mul(tensor(left.Chunk(3).SelectMany(Advantages.LeaveOneOut).ToArray())).sum().neg();
            }
            var advantages = tensor(rewards.Chunk(3).SelectMany(Advantages.Normalized).ToArray()).index_select(0, learnt.Rows);
            var divergence = PolicyLoss.Divergence(learnt.LogProbabilities, expected.LogProbabilities);
            var losses = learnt.LogProbabilities.mul(advantages).neg().add(divergence.mul(0.3));
            return (learnt with { LogProbabilities = losses }).Means.sum();
        }

        // What is taken off rewards has no gradient, so it is held while weights are changed a little.
        if (method == "rloo")
        {
            var held = Expected().item<double>();
            Assert.True(double.IsFinite(held));
            foreach (var weight in model.Weights)
                weight.Tensor.requires_grad_();
            Expected().backward();
            var gradients = model.Weights.Select(weight => weight.Tensor.grad!.clone()).ToList();
            foreach (var weight in model.Weights)
                weight.Tensor.grad = null;
            Loss(objective, examples).backward();
            Assert.All(model.Weights.Zip(gradients), pair => Assert.True(pair.First.Tensor.grad!.allclose(pair.Second, 1e-8, 1e-10)));
            return;
        }
        AssertGradients(model, [], () => Loss(objective, examples), Expected);
    }

    private static TrainingSettings Settings(string method) =>
        TrainingBench.Whole with { Method = Enum.Parse<TrainingMethod>(method, ignoreCase: true) };

    private static TrainingTask Task(CausalModel model, string method) =>
        TrainingBench.Task(model, Settings(method), [.. TrainingBench.Questions.Take(4)]);

    private static IReadOnlyList<Example> Encode(TrainingTask task) =>
        new SampleEncoder(task.Settings.Method, task.Tokenizer, task.Writer, 40).Encode(task.Samples, CancellationToken.None);

    private static Tensor Loss(Objective objective, IReadOnlyList<Example> examples)
    {
        using var metrics = new StepMetrics();
        return objective.Loss(examples, new Pass(Training: true, RandomSeed.Of(1), metrics, CancellationToken.None));
    }

    private static EncodedText Answer(Example example, string answer)
    {
        int[] prompt = example.Texts[0].Tokens;
        var tokens = Tokens(answer);
        return new EncodedText([.. prompt, .. tokens], [.. prompt.Select(_ => false), .. tokens.Select(_ => true)]);
    }

    private static void AssertGradients(
        CausalModel model, IReadOnlyList<NamedTensor> others, Func<Tensor> loss, Func<Tensor> expected)
    {
        NamedTensor[] weights = [.. model.Weights, .. others];
        foreach (var weight in weights)
            weight.Tensor.requires_grad_();

        loss().backward();

        var random = new Random(7);
        // Not every weight is used: sentence embeddings need no output matrix.
        foreach (var (name, weight) in weights)
        {
            for (var probe = 0; probe < 3; probe++)
            {
                var index = random.NextInt64(weight.numel());
                Assert.Equal(Slope(weight, index), weight.grad?.flatten()[index].item<double>() ?? 0, 1e-5);
            }
        }
        Assert.Contains(weights, weight => weight.Tensor.grad is { } gradient && gradient.abs().max().item<double>() > 1e-3);

        double Slope(Tensor weight, long index)
        {
            const double Small = 1e-5;
            return (Value(Small) - Value(-Small)) / (2 * Small);

            double Value(double change)
            {
                using var _ = no_grad();
                weight.view(-1)[index].add_(change);
                var value = expected().item<double>();
                weight.view(-1)[index].sub_(change);
                return value;
            }
        }
    }

    private static int[] Tokens(string answer) => [.. new LetterTokenizer().Encode(answer), 1];
}
