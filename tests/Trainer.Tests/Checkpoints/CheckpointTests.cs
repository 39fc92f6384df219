using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tests.Models;
using LocalAI.Plugins.Trainer.Tests.Training;
using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Checkpoints;

[Collection(nameof(Serial))]
public sealed class CheckpointTests : IDisposable
{
    // 11 texts in passes of 2 of which 2 make a step: an epoch has 3 steps, so that the 4th is within the second one.
    private static readonly TrainingSettings Settings = TrainingBench.Whole with
    {
        MaxSteps = 8,
        SaveWhen = Interval.Steps,
        SaveSteps = 4,
        Adapter = AdapterKind.Lora,
        AdapterSettings = new AdapterSettings { Rank = 2, Dropout = 0.2f },
    };

    private readonly string _output = Directory.CreateTempSubdirectory("checkpoints-").FullName;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Theory]
    [InlineData("adamw", "sft", false, "Lora")]
    [InlineData("adamw", "sft", true, "Lokr")]
    [InlineData("adamw_8bit", "sft", false, null)]
    [InlineData("adamw_8bit", "sft", true, "Lora")]
    [InlineData("prodigy", "sft", false, "Loha")]
    [InlineData("prodigy", "sft", true, null)]
    [InlineData("sgd", "dpo", false, null)]
    [InlineData("adafactor", "reward", false, "Lora")]
    [InlineData("adamw", "kto", false, "Lora")]
    [InlineData("adamw", "grpo", false, null)]
    public void A_resumed_training_goes_on_bit_for_bit(string optimizer, string method, bool packs, string? adapter)
    {
        var settings = Settings with
        {
            Optimizer = optimizer,
            Method = Enum.Parse<TrainingMethod>(method, ignoreCase: true),
            Packing = packs,
            BatchSize = packs ? 1 : 2,
            GradientAccumulation = packs ? 1 : 2,
            Adapter = adapter is null ? null : Enum.Parse<AdapterKind>(adapter),
            Generations = 3,
            MaxCompletionLength = 5,
        };

        var (whole, weights) = Train(settings);
        var checkpoint = Checkpoint.Read(CheckpointFolders.Of(_output, 4));
        var (resumed, sameWeights) = Train(settings, task => task with { ResumeFrom = checkpoint });

        Assert.Equal(8, whole.Steps.Count);
        Assert.Equal(whole.Losses.Skip(4), resumed.Losses);
        Assert.Equal(whole.Steps.Skip(4).Select(step => step.GradientNorm), resumed.Steps.Select(step => step.GradientNorm));
        Assert.Equal([5, 6, 7, 8], resumed.Steps.Select(step => step.Step));
        Assert.Equal(weights, sameWeights);
        Assert.Equal([4, 8], whole.Checkpoints.Select(saved => saved.Step));
        Assert.Equal([8], resumed.Checkpoints.Select(saved => saved.Step));
    }

    [Fact]
    public void A_training_that_is_stopped_leaves_what_it_can_go_on_from()
    {
        var (whole, weights) = Train(Settings);
        using var cancellation = new CancellationTokenSource();
        using (var model = Model())
        {
            var told = new Recorder { OnStep = report => { if (report.Step == 5) cancellation.Cancel(); } };
            using var run = new TrainingRun(Task(model, Settings), told);
            Assert.ThrowsAny<OperationCanceledException>(() => run.Run(cancellation.Token));
            run.Save();
            run.Save();
            Assert.Equal([4, 5], told.Checkpoints.Select(saved => saved.Step));
        }

        var stopped = Checkpoint.Read(CheckpointFolders.Of(_output, 5));
        var (resumed, sameWeights) = Train(Settings, task => task with { ResumeFrom = stopped });

        Assert.Equal(whole.Losses.Skip(5), resumed.Losses);
        Assert.Equal(weights, sameWeights);
    }

    [Fact]
    public void Nothing_is_saved_where_nothing_was_learnt()
    {
        using var model = Model();
        using var run = new TrainingRun(Task(model, Settings), new Recorder());

        run.Save();

        Assert.Empty(Directory.GetDirectories(_output));
    }

    [Fact]
    public void It_holds_what_other_programs_read()
    {
        Train(Settings with { EvaluateWhen = Interval.Epoch }, task => task with { EvaluationSamples = TrainingBench.Questions });

        var folder = CheckpointFolders.Of(_output, 8);
        Assert.Equal(
            ["adapter_config.json", "adapter_model.safetensors", "loss.svg", "optimizer.safetensors", "trainer_state.json", "training.json"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        using var state = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "trainer_state.json")));
        var log = state.RootElement.GetProperty("log_history").EnumerateArray().ToList();
        Assert.Equal(8, state.RootElement.GetProperty("global_step").GetInt32());
        Assert.Equal(8 / 3.0, state.RootElement.GetProperty("epoch").GetDouble());
        var evaluations = log.Where(entry => entry.TryGetProperty("eval_loss", out _));
        Assert.Equal([3, 6, 8], evaluations.Select(entry => entry.GetProperty("step").GetInt32()));
        Assert.Equal(8, log.Count(entry => entry.TryGetProperty("loss", out _) && entry.TryGetProperty("learning_rate", out _)));
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "adapter_config.json")));
        Assert.Equal("LORA", config.RootElement.GetProperty("peft_type").GetString());
        Assert.Equal(2, config.RootElement.GetProperty("r").GetInt32());
        Assert.Equal(7, config.RootElement.GetProperty("target_modules").GetArrayLength());
    }

    [Fact]
    public void Checkpoints_are_listed_by_step_and_damaged_ones_left_out()
    {
        var (told, _) = Train(Settings with { SaveSteps = 2, MaxSteps = 11 });
        File.WriteAllText(Path.Combine(CheckpointFolders.Of(_output, 4), "trainer_state.json"), "{");
        Directory.CreateDirectory(Path.Combine(_output, "checkpoint-7"));
        Directory.CreateDirectory(Path.Combine(_output, "checkpoint-x"));

        var list = CheckpointList.Read(_output);

        Assert.Equal([2, 6, 8, 10, 11], list.Select(checkpoint => checkpoint.Step));
        Assert.Equal([2 / 3.0, 2, 8 / 3.0, 10 / 3.0, 11 / 3.0], list.Select(checkpoint => checkpoint.Epoch));
        Assert.Equal([1, 5, 7, 9, 10], list.Select(checkpoint => told.Losses.ToList().IndexOf(checkpoint.Loss)));
        Assert.All(list, checkpoint => Assert.Equal(Directory.GetLastWriteTimeUtc(checkpoint.Folder), checkpoint.Time));
        Assert.Empty(CheckpointList.Read(Path.Combine(_output, "missing")));
    }

    [Fact]
    public void The_oldest_go_where_there_are_more_than_are_kept()
    {
        Train(Settings with { SaveSteps = 2, MaxSteps = 11, SaveLimit = 2 });

        Assert.Equal(["checkpoint-10", "checkpoint-11"], Directory.GetDirectories(_output).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_disk_that_becomes_full_ends_the_training_and_leaves_the_earlier_ones()
    {
        using var model = Model();
        var looks = 0;
        using var run = new TrainingRun(Task(model, Settings), new Recorder(), new DiskSpace(_ => ++looks == 1 ? 1L << 40 : 1_000));

        var error = Assert.Throws<EngineException>(() => run.Run(CancellationToken.None));

        Assert.Equal(EngineFailure.ResourceExhausted, error.Failure);
        Assert.StartsWith("The output needs 1.0 MiB and ", error.Message, StringComparison.Ordinal);
        Assert.Equal(["checkpoint-4"], Directory.GetDirectories(_output).Select(Path.GetFileName));
        Assert.Equal(4, Checkpoint.Read(CheckpointFolders.Of(_output, 4)).State.Step);
    }

    [Fact]
    public void A_loss_that_is_not_finite_leaves_the_last_one()
    {
        using var model = Model();
        var told = new Recorder
        {
            OnStep = report =>
            {
                using var _ = no_grad();
                if (report.Step == 6)
                    model.Weights[^1].Tensor.fill_(double.NaN);
            },
        };
        using var run = new TrainingRun(Task(model, Settings), told);

        Assert.Throws<EngineException>(() => run.Run(CancellationToken.None));

        Assert.Equal([4], CheckpointList.Read(_output).Select(checkpoint => checkpoint.Step));
    }

    [Theory]
    [InlineData("fingerprint", "is of another model, 'models/tiny'; start from that one, or leave out resume_from_checkpoint.")]
    [InlineData("method", "was trained with training_method sft, not orpo; set it to that, or leave out resume_from_checkpoint.")]
    [InlineData("kind", "was trained with training_type lora, not full; set it to that, or leave out resume_from_checkpoint.")]
    [InlineData("rank", "was trained with adapter_rank 2, not 4; set it to that, or leave out resume_from_checkpoint.")]
    [InlineData("modules", "was trained with target_modules (none), not q_proj; set it to that, or leave out resume_from_checkpoint.")]
    [InlineData("optimizer", "was trained with optimizer adamw, not sgd; set it to that, or leave out resume_from_checkpoint.")]
    [InlineData("shape", "has 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight' as [2, 64] instead of [2, 16], "
        + "so it is of another model; start from that one, or leave out resume_from_checkpoint.")]
    public void One_of_another_training_is_refused_before_anything_changes(string what, string message)
    {
        Train(Settings with { MaxSteps = 4 });
        var folder = CheckpointFolders.Of(_output, 4);
        using var model = what == "shape" ? TrainingBench.Model() : Model();
        var before = TrainingBench.Snapshot(model);
        var settings = what switch
        {
            "method" => Settings with { Method = TrainingMethod.Orpo },
            "kind" => Settings with { Adapter = null },
            "rank" => Settings with { AdapterSettings = new AdapterSettings { Rank = 4 } },
            "modules" => Settings with { TargetModules = ["q_proj"] },
            "optimizer" => Settings with { Optimizer = "sgd" },
            _ => Settings,
        };
        var task = Task(model, settings) with { ResumeFrom = Checkpoint.Read(folder) };
        if (what == "fingerprint")
            task = task with { BaseFingerprint = "other" };

        var error = Assert.Throws<EngineException>(() => new TrainingRun(task, new Recorder()));

        Assert.Equal($"The checkpoint '{folder}' {message}", error.Message);
        Assert.Equal(before, TrainingBench.Snapshot(model));
    }

    [Theory]
    [InlineData("adapter_model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("trainer_state.json")]
    [InlineData("training.json")]
    public void A_damaged_one_is_refused_with_the_file(string file)
    {
        Train(Settings with { MaxSteps = 4 });
        var folder = CheckpointFolders.Of(_output, 4);
        var path = Path.Combine(folder, file);
        var content = File.ReadAllBytes(path);

        if (file != "training.json")
        {
            // Its own text has no checksum, but those of all others.
            content[content.Length / 2] ^= 1;
            File.WriteAllBytes(path, content);
            AssertDamaged();
        }
        File.WriteAllBytes(path, content[..(content.Length / 2)]);
        AssertDamaged();
        File.Delete(path);
        AssertDamaged();

        void AssertDamaged()
        {
            var error = Assert.Throws<EngineException>(() => Checkpoint.Read(folder));
            Assert.Equal(
                $"The checkpoint '{folder}' is damaged: {file} is missing or not what was written; use an earlier one.", error.Message);
        }
    }

    [Fact]
    public void A_missing_one_is_not_found()
    {
        var error = Assert.Throws<EngineException>(() => Checkpoint.Read("/nowhere/checkpoint-1"));

        Assert.Equal((EngineFailure.NotFound, "Checkpoint not found: /nowhere/checkpoint-1"), (error.Failure, error.Message));
    }

    [Theory]
    [InlineData("sft", "Lora")]
    [InlineData("sft", null)]
    [InlineData("reward", "Lokr")]
    public void A_model_gets_from_it_what_was_trained(string method, string? adapter)
    {
        var settings = Settings with
        {
            Method = Enum.Parse<TrainingMethod>(method, ignoreCase: true),
            Adapter = adapter is null ? null : Enum.Parse<AdapterKind>(adapter),
        };
        var (_, weights) = Train(settings);
        var checkpoint = Checkpoint.Read(CheckpointFolders.Of(_output, 8));
        using var model = Model();
        Assert.Throws<EngineException>(() => checkpoint.Apply(model, "other"));

        using var score = checkpoint.Apply(model, "tiny");

        Assert.Equal(weights, TrainingBench.Snapshot(model));
        Assert.Equal("{{ messages }}", checkpoint.ChatTemplate);
        Assert.Equal(method == "reward", score is not null);
        Assert.True(score is null || score.abs().max().item<float>() > 0);
    }

    /// <summary>Large enough for some weights to be remembered in 8 bits.</summary>
    private static CausalModel Model()
    {
        using var weights = new RandomWeights(4, deviation: 0.1);
        var shape = TinyShape.Of(ModelFamily.Qwen3) with { Width = 64, Hidden = 96, HeadLength = 16, Layers = 1 };
        return new CausalModel(shape, weights, 64, ScalarType.Float32, CPU);
    }

    private TrainingTask Task(CausalModel model, TrainingSettings settings) =>
        TrainingBench.Task(model, settings, settings.Method == TrainingMethod.Sft ? TrainingBench.Texts : TrainingBench.Questions) with
        {
            OutputFolder = _output,
            BasePath = "models/tiny",
            ChatTemplate = "{{ messages }}",
            BaseFingerprint = "tiny",
            Rewards = [new("vowels", (answer, _) => answer.Count("aeiou".Contains))],
        };

    private (Recorder Told, IReadOnlyList<float[]> Weights) Train(
        TrainingSettings settings, Func<TrainingTask, TrainingTask>? change = null)
    {
        using var model = Model();
        var told = new Recorder();
        var task = Task(model, settings);
        using var run = new TrainingRun(change?.Invoke(task) ?? task, told);
        run.Run(CancellationToken.None);
        return (told, TrainingBench.Snapshot(model));
    }
}
