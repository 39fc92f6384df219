using System.CommandLine;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Options;

/// <summary>The options that say how a model is trained; what is not given has the engine's default.</summary>
internal sealed class TrainingOptions
{
    private readonly Option<string> _method = new("--method")
    {
        HelpName = "NAME",
        Description = "sft, dpo, orpo, kto, reward, grpo, rloo or embedding",
        DefaultValueFactory = _ => "sft",
    };

    private readonly Option<string> _type = new("--type")
    {
        HelpName = "NAME",
        Description = "An adapter (lora, loha, lokr), or full for all weights",
        DefaultValueFactory = _ => "lora",
    };

    private readonly Option<int> _rank = NumberOption.Create("--rank", "Rank of the adapters", 16, 1, 1_000_000);
    private readonly Option<int> _alpha = NumberOption.Create("--alpha", "Strength of the adapters, times their rank", 16, 1, 1_000_000);
    private readonly Option<float> _dropout = NumberOption.Create("--dropout", "Share of the adapters' input that is dropped", 0f, 0, 0.99f);

    private readonly Option<string[]> _targets = new("--target")
    {
        HelpName = "LAYER",
        Description = "A kind of layer that gets an adapter, such as q_proj; all without it",
    };

    private readonly Option<float> _rate = NumberOption.Create("--rate", "Highest learning rate", 2e-4f, 0, 100);
    private readonly Option<int> _epochs = NumberOption.Create("--epochs", "Times that the dataset is seen", 3, 1, 1_000_000);
    private readonly Option<int> _steps = NumberOption.Create("--steps", "Most steps; 0: as the epochs have", 0, 0, 1_000_000);
    private readonly Option<int> _batch = NumberOption.Create("--batch", "Texts in one pass", 2, 1, 1_000_000);
    private readonly Option<int> _accumulate = NumberOption.Create("--accumulate", "Passes in one step", 4, 1, 1_000_000);
    private readonly Option<int> _warmup = NumberOption.Create("--warmup", "Steps in which the learning rate rises", 5, 1, 1_000_000);
    private readonly Option<int> _save = NumberOption.Create("--save", "Steps between checkpoints", 500, 1, 1_000_000);

    private readonly Option<string> _optimizer = new("--optimizer")
    {
        HelpName = "NAME",
        Description = "adamw, adamw_8bit, sgd, adafactor or prodigy",
        DefaultValueFactory = _ => "adamw",
    };

    private readonly Option<string> _precision = new("--precision")
    {
        HelpName = "NAME",
        Description = "In what the passes compute: fp32, bf16 or fp16",
        DefaultValueFactory = _ => "fp32",
    };

    private readonly Option<int> _seed = NumberOption.Create("--seed", "Decides about all that is random", 3407, 1, int.MaxValue);

    /// <summary>Adds the options to a command.</summary>
    public TrainingOptions(Command command)
    {
        Option[] all =
        [
            _method, _type, _rank, _alpha, _dropout, _targets, _rate, _epochs, _steps, _batch, _accumulate, _warmup, _save, _optimizer,
            _precision, _seed,
        ];
        foreach (var option in all)
            command.Add(option);
    }

    /// <summary>A request with what was given.</summary>
    public FineTuneRequest Read(ParseResult result)
    {
        var request = new FineTuneRequest
        {
            TrainingMethod = result.GetRequiredValue(_method),
            TrainingType = result.GetRequiredValue(_type),
            AdapterRank = result.GetValue(_rank),
            AdapterAlpha = result.GetValue(_alpha),
            AdapterDropout = result.GetValue(_dropout),
            LearningRate = result.GetValue(_rate),
            NumEpochs = result.GetValue(_epochs),
            MaxSteps = result.GetValue(_steps),
            BatchSize = result.GetValue(_batch),
            GradientAccumulationSteps = result.GetValue(_accumulate),
            WarmupSteps = result.GetValue(_warmup),
            SaveSteps = result.GetValue(_save),
            Optimizer = result.GetRequiredValue(_optimizer),
            MixedPrecision = result.GetRequiredValue(_precision),
            Seed = result.GetValue(_seed),
        };
        request.TargetModules.AddRange(result.GetValue(_targets) ?? []);
        return request;
    }
}
