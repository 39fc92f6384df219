using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Rewards;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tests.Models;
using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Training;

public sealed class SettingsCheckTests
{
    [Fact]
    public void All_faults_are_named_at_once()
    {
        var settings = TrainingBench.Whole with
        {
            MaxLength = 65,
            LearningRate = 0,
            WeightDecay = double.NaN,
            MaxGradientNorm = -1,
            WarmupSteps = -1,
            SaveWhen = Interval.Steps,
            SaveSteps = 0,
            EvaluateWhen = Interval.Steps,
            EvaluateSteps = -5,
            Epochs = 0,
            BatchSize = 0,
            GradientAccumulation = 0,
            Schedule = "step",
            Optimizer = "lion",
            AdapterSettings = new AdapterSettings { Dropout = 1 },
        };

        Assert.Equal(string.Join(' ',
            "max_seq_length is 65, but the model was made for 64 tokens; lower it.",
            "The dataset has no rows to learn from; check dataset_split and eval_split_ratio.",
            "learning_rate is 0; set it above 0.",
            "weight_decay is NaN; set it from 0.",
            "max_grad_norm is -1; set it from 0.",
            "warmup_steps is -1; set it from 0.",
            "save_steps is 0; set it from 1.",
            "eval_steps is -5; set it from 1.",
            "num_epochs is 0 and max_steps is 0; set one of them above 0.",
            "batch_size is 0; set it from 1.",
            "gradient_accumulation_steps is 0; set it from 1.",
            "adapter_dropout is 1; set it from 0 to below 1.",
            "lr_scheduler_type is 'step'; expected one of linear, cosine, constant, constant_with_warmup, inverse_sqrt.",
            "optimizer is 'lion'; expected one of adamw, adamw_8bit, sgd, adafactor, prodigy."), Fault(settings, []));
    }

    [Fact]
    public void Methods_have_their_own()
    {
        var answering = TrainingBench.Whole with
        {
            Method = TrainingMethod.Grpo,
            Generations = 1,
            MaxCompletionLength = 40,
            Temperature = 0,
        };

        Assert.Equal("packing is for training_method sft, not dpo; leave it out. "
            + "loss_type is 'cubic'; expected one of sigmoid, hinge, ipo. beta is 0; set it above 0.",
            Fault(TrainingBench.Whole with { Method = TrainingMethod.Dpo, Packing = true, LossKind = "cubic", Beta = 0 }));
        Assert.Equal("num_generations is 1; set it from 2: answers are compared with each other. max_completion_length is 40; "
            + "set it from 1 to below max_seq_length (40), which prompts and answers share. temperature is 0; set it above 0. "
            + "reward_funcs is missing; say what answers are rewarded for.", Fault(answering));
    }

    [Fact]
    public void A_reward_function_needs_its_column()
    {
        var settings = TrainingBench.Whole with { Method = TrainingMethod.Grpo, MaxCompletionLength = 8 };

        Assert.Equal("The dataset's line 1 has no column 'answer', which 'reasoning_accuracy_reward' needs; add it.",
            Fault(settings, TrainingBench.Texts, RewardFunctionReader.Read("""[{"name":"reasoning_accuracy_reward"}]""")));
    }

    [Fact]
    public void Weights_in_8_bits_are_not_trained()
    {
        using var weights = new RandomWeights(1);
        var shape = TinyShape.Of(ModelFamily.Llama) with { Width = 32, Hidden = 32, HeadLength = 8 };
        using var model = new CausalModel(shape, weights, 64, ScalarType.Float32, CPU, inEightBits: true);

        var error = Assert.Throws<EngineException>(() => SettingsCheck.Check(TrainingBench.Task(model, TrainingBench.Whole)));

        Assert.Equal(
            "load_in_4bit keeps matrices in 8 bits, which cannot be trained; set training_type to lora, or leave it out.", error.Message);
    }

    [Theory]
    [InlineData(0, "", "adapter_rank is 0, but 'model.layers.0.self_attn.q_proj' is a matrix of 16 × 16; set it from 1 to 16.")]
    [InlineData(9, "v_proj,q_proj", "adapter_rank is 9, but 'model.layers.0.self_attn.v_proj' is a matrix of 8 × 16; set it from 1 to 8.")]
    [InlineData(2, "q_proj,lm_head", "target_modules names 'lm_head', which is no layer; expected some of "
        + "q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj.")]
    public void Adapters_must_fit_their_layers_and_leave_the_model_as_it_was(int rank, string modules, string message)
    {
        using var model = TrainingBench.Model();
        var settings = TrainingBench.Whole with
        {
            Adapter = AdapterKind.Lora,
            AdapterSettings = new AdapterSettings { Rank = rank },
            TargetModules = modules.Split(',', StringSplitOptions.RemoveEmptyEntries),
        };

        var error = Assert.Throws<EngineException>(() => new TrainingRun(TrainingBench.Task(model, settings), new Recorder()));

        Assert.Equal(message, error.Message);
        Assert.All(model.Projections, projection => Assert.Null(projection.Adapter));
    }

    [Fact]
    public void Only_the_layers_that_are_named_get_adapters()
    {
        using var model = TrainingBench.Model();

        var trained = TrainedWeights.Start(model, new TrainingSettings
        {
            AdapterSettings = new AdapterSettings { Rank = 2 },
            TargetModules = ["v_proj"],
        });

        Assert.Equal(
        [
            "base_model.model.model.layers.0.self_attn.v_proj.lora_A.weight",
            "base_model.model.model.layers.0.self_attn.v_proj.lora_B.weight",
            "base_model.model.model.layers.1.self_attn.v_proj.lora_A.weight",
            "base_model.model.model.layers.1.self_attn.v_proj.lora_B.weight",
        ], trained.Select(weight => weight.Name));
    }

    private static string Fault(
        TrainingSettings settings, IReadOnlyList<Sample>? samples = null, IReadOnlyList<RewardFunction>? rewards = null)
    {
        using var model = TrainingBench.Model();
        var task = TrainingBench.Task(model, settings, samples) with { Rewards = rewards ?? [] };
        return Assert.Throws<EngineException>(() => SettingsCheck.Check(task)).Message;
    }
}
