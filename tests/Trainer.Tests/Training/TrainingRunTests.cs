using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Training;

[Collection(nameof(Serial))]
public sealed class TrainingRunTests
{
    private static readonly TrainingSettings Adapters = TrainingBench.Whole with
    {
        Adapter = AdapterKind.Lora,
        AdapterSettings = new AdapterSettings { Rank = 2, Dropout = 0.2f },
        LearningRate = 0.05,
    };

    [Theory]
    [InlineData(null)]
    [InlineData("Lora")]
    [InlineData("Loha")]
    [InlineData("Lokr")]
    public void A_model_learns_the_texts(string? kind)
    {
        var settings = kind is null ? TrainingBench.Whole : Adapters with { Adapter = Enum.Parse<AdapterKind>(kind) };

        var (told, _) = TrainingBench.Train(settings with { Epochs = 30 });

        Assert.InRange(told.Steps[0].Loss, 3, 5);
        Assert.InRange(told.Losses.TakeLast(3).Average(), 0, told.Steps[0].Loss * 0.8);
    }

    [Fact]
    public void Only_adapters_change_where_they_are_trained()
    {
        using var model = TrainingBench.Model();
        using var run = new TrainingRun(TrainingBench.Task(model, Adapters), new Recorder());
        var before = TrainingBench.Snapshot(model);

        run.Run(CancellationToken.None);

        var after = TrainingBench.Snapshot(model);
        var count = model.Weights.Count;
        Assert.Equal(before.Take(count), after.Take(count));
        Assert.All(before.Skip(count).Zip(after.Skip(count)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Equal_seeds_give_equal_bits_and_others_do_not(bool packs)
    {
        var settings = Adapters with { Packing = packs, GradientCheckpointing = packs };

        var (first, weights) = TrainingBench.Train(settings);
        var (second, sameWeights) = TrainingBench.Train(settings);
        var (other, _) = TrainingBench.Train(settings with { Seed = 1 });

        Assert.Equal(first.Losses, second.Losses);
        Assert.Equal(weights, sameWeights);
        Assert.NotEqual(first.Losses, other.Losses);
    }

    [Fact]
    public void What_adam_forgets_counts_from_its_second_step_on()
    {
        var usual = TrainingBench.Train(TrainingBench.Whole).Told.Losses.ToList();
        var forgetful = TrainingBench.Train(TrainingBench.Whole with { AdamBeta2 = 0.5 }).Told.Losses.ToList();

        Assert.Equal(usual[..2], forgetful[..2]);
        Assert.NotEqual(usual[2], forgetful[2]);
    }

    [Fact]
    public void A_step_is_the_mean_over_its_tokens_however_it_is_divided_into_passes()
    {
        // One step sees the whole dataset, whose texts have different lengths; in double precision the order of sums does not matter.
        var whole = TrainingBench.Whole with { Epochs = 3, BatchSize = 11, GradientAccumulation = 1 };

        var (inOne, weights) = TrainingBench.Train(whole, type: ScalarType.Float64);
        var (inSix, sameWeights) = TrainingBench.Train(whole with { BatchSize = 2, GradientAccumulation = 6 }, type: ScalarType.Float64);

        Assert.Equal(3, inOne.Steps.Count);
        Assert.Equal(inOne.Losses, inSix.Losses, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.All(inOne.Steps.Zip(inSix.Steps), pair => Assert.Equal(pair.First.GradientNorm, pair.Second.GradientNorm, 1e-6));
        Assert.All(weights.Zip(sameWeights), pair => Assert.Equal(pair.First, pair.Second, (a, b) => Math.Abs(a - b) < 1e-5));
    }

    [Fact]
    public void Texts_that_share_rows_are_learnt_as_if_each_had_its_own()
    {
        var alone = TrainingBench.Whole with { Epochs = 3, BatchSize = 11, GradientAccumulation = 1 };

        var (apart, weights) = TrainingBench.Train(alone, type: ScalarType.Float64);
        var (packed, sameWeights) = TrainingBench.Train(alone with { Packing = true }, type: ScalarType.Float64);

        Assert.Equal(apart.Losses, packed.Losses, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.All(weights.Zip(sameWeights), pair => Assert.Equal(pair.First, pair.Second, (a, b) => Math.Abs(a - b) < 1e-5));
    }

    [Fact]
    public void It_tells_what_it_is_busy_with_and_how_many_texts_are_cut()
    {
        var settings = TrainingBench.Whole with { MaxLength = 20, MaxSteps = 2, EvaluateWhen = Interval.Steps, EvaluateSteps = 2 };
        using var model = TrainingBench.Model();
        var told = new Recorder();
        var task = TrainingBench.Task(model, settings) with { EvaluationSamples = [TrainingBench.Texts[1]] };
        using var run = new TrainingRun(task, told);

        run.Run(CancellationToken.None);

        // All that have a "very" in them.
        Assert.Equal(
        [
            (TrainingPhase.Encoding, "Encoding the dataset"),
            (TrainingPhase.Encoding, "8 of 11 texts are cut to 20 tokens"),
            (TrainingPhase.Encoding, "1 of 1 texts are cut to 20 tokens"),
            (TrainingPhase.Preparing, "Preparing the model"),
            (TrainingPhase.Training, "Training started"),
            (TrainingPhase.Evaluating, "Evaluating"),
        ], told.Phases);
    }

    [Theory]
    [InlineData(2, 0, 6)]
    [InlineData(0.5, 0, 2)]
    [InlineData(2, 4, 4)]
    [InlineData(1, 7, 7)]
    public void Epochs_or_steps_say_when_it_ends(double epochs, int maxSteps, int expected)
    {
        // 11 texts in passes of 2 are 6 passes, of which each step has 2.
        var (told, _) = TrainingBench.Train(TrainingBench.Whole with { Epochs = epochs, MaxSteps = maxSteps });

        Assert.Equal(Enumerable.Range(1, expected), told.Steps.Select(step => step.Step));
        Assert.All(told.Steps, step => Assert.Equal((expected, step.Step / 3.0), (step.TotalSteps, step.Epoch)));
    }

    [Fact]
    public void The_learning_rate_follows_its_schedule_and_the_gradient_is_shortened()
    {
        var settings = TrainingBench.Whole with
        {
            LearningRate = 1,
            Optimizer = "sgd",
            WeightDecay = 0,
            WarmupSteps = 2,
            MaxSteps = 4,
            MaxGradientNorm = 1e-4,
        };
        using var model = TrainingBench.Model();
        var before = TrainingBench.Snapshot(model);
        var lengths = new List<double>();
        var told = new Recorder
        {
            OnStep = _ =>
            {
                var now = TrainingBench.Snapshot(model);
                lengths.Add(Math.Sqrt(before.Zip(now).Sum(pair => pair.First.Zip(pair.Second).Sum(w => Math.Pow(w.First - w.Second, 2)))));
                before = now;
            },
        };

        using var run = new TrainingRun(TrainingBench.Task(model, settings), told);
        run.Run(CancellationToken.None);

        Assert.Equal([0.5, 1, 1, 0.5], told.Steps.Select(step => step.LearningRate));
        Assert.Equal([0.5e-4, 1e-4, 1e-4, 0.5e-4], lengths, (a, b) => Math.Abs(a - b) < 2e-6);
        Assert.All(told.Steps, step => Assert.InRange(step.GradientNorm, 0.1, 100));
    }

    [Fact]
    public void What_is_kept_back_is_evaluated_when_it_is_due_and_at_the_end_and_changes_nothing()
    {
        var settings = TrainingBench.Whole with { EvaluateWhen = Interval.Steps, EvaluateSteps = 4, MaxSteps = 6 };
        using var model = TrainingBench.Model();
        var told = new Recorder();
        var task = TrainingBench.Task(model, settings, TrainingBench.Texts) with { EvaluationSamples = TrainingBench.Questions };
        using var run = new TrainingRun(task, told);
        run.Run(CancellationToken.None);

        var (without, weights) = TrainingBench.Train(settings with { EvaluateWhen = Interval.Never });

        Assert.Equal([4, 6], told.Evaluations.Select(evaluation => evaluation.Step));
        Assert.All(told.Evaluations, evaluation => Assert.InRange(evaluation.Loss, 0.1, 10));
        Assert.Equal(without.Losses, told.Losses);
        Assert.Equal(weights, TrainingBench.Snapshot(model));
    }

    [Theory]
    [InlineData(1e38f)]
    [InlineData(float.NaN)]
    public void A_loss_that_is_not_finite_ends_it_in_the_step_it_came_up_with_nothing_applied(float factor)
    {
        using var model = TrainingBench.Model();
        IReadOnlyList<float[]> broken = [];
        var told = new Recorder
        {
            OnStep = report =>
            {
                if (report.Step != 3)
                    return;
                using var _ = no_grad();
                using var scope = NewDisposeScope();
                // Either is what a step that went too far leaves: no numbers, or infinite logits.
                model.Weights[^1].Tensor.mul_(factor).mul_(factor);
                broken = TrainingBench.Snapshot(model);
            },
        };
        using var run = new TrainingRun(TrainingBench.Task(model, TrainingBench.Whole), told);

        var error = Assert.Throws<EngineException>(() => run.Run(CancellationToken.None));

        Assert.Equal(
            "In step 4 the loss is not finite; lower learning_rate (it is 0.01) and resume from the last checkpoint.", error.Message);
        Assert.Equal(3, run.Step);
        Assert.Equal(broken, TrainingBench.Snapshot(model));
    }

    [Fact]
    public void Cancelled_within_a_step_it_ends_with_nothing_of_the_step_applied()
    {
        using var model = TrainingBench.Model();
        using var cancellation = new CancellationTokenSource();
        IReadOnlyList<float[]> atStep2 = [];
        var told = new Recorder
        {
            OnStep = report =>
            {
                if (report.Step == 2)
                {
                    atStep2 = TrainingBench.Snapshot(model);
                    cancellation.Cancel();
                }
            },
        };
        using var run = new TrainingRun(TrainingBench.Task(model, TrainingBench.Whole), told);

        Assert.ThrowsAny<OperationCanceledException>(() => run.Run(cancellation.Token));

        Assert.Equal(2, run.Step);
        Assert.Equal(atStep2, TrainingBench.Snapshot(model));
    }

    [Theory]
    [InlineData("BFloat16")]
    [InlineData("Float16")]
    public void In_half_precision_it_learns_and_leaves_out_steps_whose_gradient_is_infinite(string precision)
    {
        using var model = TrainingBench.Model();
        var before = TrainingBench.Snapshot(model);
        var told = new Recorder
        {
            OnStep = report =>
            {
                var now = TrainingBench.Snapshot(model);
                Assert.Equal(double.IsFinite(report.GradientNorm), !now.Zip(before).All(pair => pair.First.SequenceEqual(pair.Second)));
                before = now;
            },
        };
        var settings = TrainingBench.Whole with { Precision = Enum.Parse<MixedPrecision>(precision), Epochs = 20 };
        using var run = new TrainingRun(TrainingBench.Task(model, settings), told);

        run.Run(CancellationToken.None);

        Assert.Equal(ScalarType.Float32, model.ComputeType);
        Assert.InRange(told.Losses.TakeLast(3).Average(), 0, told.Steps[0].Loss * 0.7);
    }

    [Fact]
    public void A_thousand_steps_leave_no_tensor_behind()
    {
        using var model = TrainingBench.Model();
        var counts = new Dictionary<int, long>();
        var told = new Recorder
        {
            OnStep = report =>
            {
                if (report.Step is 50 or 1_000)
                    counts[report.Step] = Tensor.TotalCount;
            },
        };
        var settings = Adapters with { MaxSteps = 1_000, GradientAccumulation = 1, GradientCheckpointing = true };
        using var run = new TrainingRun(TrainingBench.Task(model, settings), told);

        run.Run(CancellationToken.None);

        Assert.InRange(counts[50], model.Weights.Count, 10_000);
        Assert.Equal(counts[50], counts[1_000]);
    }
}
