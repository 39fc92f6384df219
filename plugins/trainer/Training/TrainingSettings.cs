using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Samples;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>How a model is trained; what is not said has the defaults of the Hugging Face libraries, as LocalAI expects.</summary>
internal sealed record TrainingSettings
{
    public TrainingMethod Method { get; init; }

    /// <summary>What is trained instead of the weights; null for the weights themselves.</summary>
    public AdapterKind? Adapter { get; init; } = AdapterKind.Lora;

    public AdapterSettings AdapterSettings { get; init; } = new();

    /// <summary>Last parts of the names of the layers that get an adapter, such as <c>q_proj</c>; empty for all linear layers.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = [];

    /// <summary>Whether the weights that are not trained are kept in 8 bits.</summary>
    public bool QuantizesBase { get; init; }

    /// <summary>The highest learning rate.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>One of <see cref="LearningRateSchedule.Kinds"/>.</summary>
    public string Schedule { get; init; } = "linear";

    /// <summary>Steps in which the learning rate rises.</summary>
    public int WarmupSteps { get; init; } = 5;

    /// <summary>The name of an optimizer: adamw, adamw_8bit, sgd, adafactor or prodigy.</summary>
    public string Optimizer { get; init; } = "adamw";

    public double WeightDecay { get; init; } = 0.01;

    /// <summary>adamw, prodigy: how slowly the mean of the gradients changes, from 0 to below 1.</summary>
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>adamw, prodigy: how slowly the mean of their squares changes, from 0 to below 1.</summary>
    public double AdamBeta2 { get; init; } = 0.999;

    /// <summary>adamw, prodigy: what is added to the root of that mean.</summary>
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>The longest gradient over all trained weights; longer ones are shortened. 0 for any.</summary>
    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>Times that the dataset is seen.</summary>
    public double Epochs { get; init; } = 3;

    /// <summary>Steps after which it ends, whatever the epochs; 0 for none.</summary>
    public int MaxSteps { get; init; }

    /// <summary>Texts, or pairs or prompts, in one pass.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>Passes whose gradients make one step.</summary>
    public int GradientAccumulation { get; init; } = 4;

    /// <summary>Whether layers are computed again in the backward pass, to save memory.</summary>
    public bool GradientCheckpointing { get; init; }

    /// <summary>In what the passes compute.</summary>
    public MixedPrecision Precision { get; init; }

    /// <summary>Longest text, in tokens.</summary>
    public int MaxLength { get; init; } = 512;

    /// <summary>Whether several short texts share a row.</summary>
    public bool Packing { get; init; }

    /// <summary>Decides about all that is random.</summary>
    public int Seed { get; init; } = 3407;

    /// <summary>When checkpoints are written.</summary>
    public Interval SaveWhen { get; init; } = Interval.Steps;

    /// <summary>Steps from one checkpoint to the next.</summary>
    public int SaveSteps { get; init; } = 500;

    /// <summary>Checkpoints that are kept, the newest ones; 0 for all.</summary>
    public int SaveLimit { get; init; }

    /// <summary>When the samples that are kept back are evaluated.</summary>
    public Interval EvaluateWhen { get; init; } = Interval.Never;

    /// <summary>Steps from one evaluation to the next.</summary>
    public int EvaluateSteps { get; init; } = 500;

    /// <summary>How much preference methods hold the model to what it was.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>One of <see cref="Losses.PreferenceLoss.DpoKinds"/>.</summary>
    public string LossKind { get; init; } = "sigmoid";

    /// <summary>Answers to each prompt, for the methods in which the model writes its own.</summary>
    public int Generations { get; init; } = 4;

    /// <summary>Longest answer, in tokens, for these methods.</summary>
    public int MaxCompletionLength { get; init; } = 256;

    /// <summary>How random these answers are; 1 for as likely as the model finds them.</summary>
    public double Temperature { get; init; } = 1;
}
