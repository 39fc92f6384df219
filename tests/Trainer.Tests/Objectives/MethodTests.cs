using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Rewards;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tests.Training;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Tests.Objectives;

/// <summary>Each training method reaches on a small dataset what it is for.</summary>
[Collection(nameof(Serial))]
public sealed class MethodTests
{
    private static readonly TrainingSettings Settings = TrainingBench.Whole with { Epochs = 30, LearningRate = 0.01 };
    private static readonly AdapterSettings Small = new() { Rank = 4, Alpha = 8 };

    [Theory]
    [InlineData("dpo", "rewards/accuracies", 0.95)]
    [InlineData("dpo", "rewards/margins", 0.3)]
    [InlineData("orpo", "rewards/accuracies", 0.95)]
    [InlineData("reward", "rewards/accuracies", 0.95)]
    [InlineData("embedding", "cosine", 0.6)]
    public void What_is_better_is_preferred(string method, string metric, double least)
    {
        var (told, _) = TrainingBench.Train(Of(method), TrainingBench.Questions);

        Assert.InRange(told.Steps.TakeLast(3).Average(step => step.Metrics[metric]), least, double.MaxValue);
        Assert.InRange(told.Losses.TakeLast(3).Average(), 0, told.Losses.Take(3).Average() * 0.8);
    }

    [Fact]
    public void Good_answers_become_likelier_than_bad_ones()
    {
        var settings = Of("kto") with { Adapter = AdapterKind.Lora, AdapterSettings = Small, LearningRate = 0.02 };

        var (told, _) = TrainingBench.Train(settings, TrainingBench.Questions);

        var last = told.Steps.TakeLast(6).ToList();
        var good = last.Where(step => step.Metrics.ContainsKey("rewards/chosen")).Average(step => step.Metrics["rewards/chosen"]);
        var bad = last.Where(step => step.Metrics.ContainsKey("rewards/rejected")).Average(step => step.Metrics["rewards/rejected"]);
        Assert.InRange(good - bad, 0.2, 100);
        Assert.All(told.Steps, step => Assert.InRange(step.Metrics["kl"], 0, 100));
        // Before the first step nothing has moved: the loss is a half for each, and so is the mean.
        Assert.Equal(0.5, told.Steps[0].Loss, 1e-5);
    }

    [Theory]
    [InlineData("grpo", true, 0)]
    [InlineData("grpo", false, 0.02)]
    [InlineData("rloo", true, 0.02)]
    [InlineData("rloo", false, 0)]
    public void Answers_that_are_rewarded_become_frequent(string method, bool adapters, double beta)
    {
        var settings = Of(method) with
        {
            Adapter = adapters ? AdapterKind.Lora : null,
            AdapterSettings = Small,
            LearningRate = 0.02,
            Beta = beta,
            Generations = 8,
            MaxCompletionLength = 8,
            Epochs = 8,
        };
        using var model = TrainingBench.Model();
        var told = new Recorder();
        var task = TrainingBench.Task(model, settings, TrainingBench.Questions) with
        {
            Rewards = [new RewardFunction("vowels", (answer, _) => answer.Count("aeiou".Contains) / 8.0)],
        };
        using var run = new TrainingRun(task, told);

        run.Run(CancellationToken.None);

        var rewards = told.Steps.Select(step => step.Metrics["reward"]).ToList();
        Assert.InRange(rewards.TakeLast(4).Average() - rewards.Take(4).Average(), 0.1, 1);
        Assert.Equal(rewards, told.Steps.Select(step => step.Metrics["rewards/vowels/mean"]), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(beta > 0, told.Steps[0].Metrics.ContainsKey("kl"));
    }

    [Theory]
    [InlineData("dpo")]
    [InlineData("kto")]
    [InlineData("reward")]
    [InlineData("embedding")]
    [InlineData("grpo")]
    public void Equal_seeds_give_equal_bits(string method)
    {
        var settings = Of(method) with
        {
            Adapter = AdapterKind.Lora,
            AdapterSettings = new AdapterSettings { Rank = 2, Dropout = 0.1f },
            Epochs = 1,
            MaxCompletionLength = 6,
        };

        Assert.Equal(Train(settings), Train(settings));
    }

    private static IReadOnlyList<float[]> Train(TrainingSettings settings)
    {
        using var model = TrainingBench.Model();
        var task = TrainingBench.Task(model, settings, TrainingBench.Questions) with
        {
            Rewards = RewardFunctionReader.Read("""[{"name":"length_reward","params":{"target_length":"3"}}]"""),
        };
        using var run = new TrainingRun(task, new Recorder());
        run.Run(CancellationToken.None);
        return TrainingBench.Snapshot(model);
    }

    private static TrainingSettings Of(string method) => Settings with { Method = Enum.Parse<TrainingMethod>(method, ignoreCase: true) };
}
