using System.Text;
using LocalAI.Plugins.Requests;
using LocalAI.Plugins.Trainer.Datasets;
using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Rewards;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Requests;

/// <summary>The register of what <c>extra_options</c> of StartFineTune may say, with the names of the Hugging Face libraries.</summary>
internal static class FineTuneOptions
{
    private const string FlagWords = "true or false";
    private const string Count = "an integer from 1";
    private const int Million = 1_000_000;

    /// <summary>All options.</summary>
    public static IReadOnlyList<FineTuneOption> All { get; } =
    [
        new("init", "pretrained or random", "pretrained", "Begin with the base's weights, or at random with its config.json.",
            (settings, value) => value is "pretrained" or "random" ? settings with { FromScratch = value == "random" } : null),
        new("vocab_size", "an integer from 260 to 1000000", "2048",
            "With init=random: tokens of the vocabulary that is made from the dataset where the base has no tokenizer.",
            (settings, value) => OptionValue.Integer(value, 260, Million) is { } size ? settings with { VocabularySize = size } : null),
        new("chat_template", "a Jinja template", "the base's own", "Writes conversations for the model.",
            (settings, value) => value.Length > 0 ? settings with { ChatTemplate = value } : null),
        Integer("max_seq_length", 512, "Longest text, in tokens; longer ones are cut.", 2, Million,
            (training, tokens) => training with { MaxLength = tokens }),
        Integer("max_length", 512, "The same, by the name that the preference methods have for it.", 2, Million,
            (training, tokens) => training with { MaxLength = tokens }),
        Flag("packing", "Put several short texts into one row.", (training, packs) => training with { Packing = packs }),
        new("lr_scheduler_type", string.Join(", ", LearningRateSchedule.Kinds), "linear", "How the learning rate falls after its rise.",
            (settings, value) => LearningRateSchedule.Kinds.Contains(value)
                ? settings with { Training = settings.Training with { Schedule = value } } : null),
        Number("max_grad_norm", 1, "Longer gradients are shortened to this; 0 leaves them.", 0, Million,
            (training, norm) => training with { MaxGradientNorm = norm }),
        Number("adam_beta1", 0.9, "adamw, prodigy: how slowly the mean of the gradients changes.", 0, 0.9999f,
            (training, beta) => training with { AdamBeta1 = beta }),
        Number("adam_beta2", 0.999,
            "adamw, prodigy: how slowly the mean of their squares changes; 0.95 is usual for training from scratch.", 0, 0.99999f,
            (training, beta) => training with { AdamBeta2 = beta }),
        Number("adam_epsilon", 1e-8, "adamw, prodigy: what is added to the root of that mean.", 1e-20f, 1,
            (training, epsilon) => training with { AdamEpsilon = epsilon }),
        Flag("load_in_8bit", "Keep the weights under the adapters in 8 bits.",
            (training, eight) => training with { QuantizesBase = eight }),
        Flag("gradient_checkpointing", "Compute layers again in the backward pass: less memory, more time.",
            (training, again) => training with { GradientCheckpointing = again }),
        Flag("bf16", "Compute in bfloat16.",
            (training, half) => half ? training with { Precision = MixedPrecision.BFloat16 } : training),
        Flag("fp16", "Compute in float16.",
            (training, half) => half ? training with { Precision = MixedPrecision.Float16 } : training),
        new("save_strategy", "steps, epoch or no", "steps", "When checkpoints are written; the last one always is.",
            (settings, value) => When(value) is { } when
                ? settings with { Training = settings.Training with { SaveWhen = when } } : null),
        Integer("save_total_limit", 0, "Checkpoints that are kept, the newest; 0 keeps all.", 0, Million,
            (training, limit) => training with { SaveLimit = limit }),
        new("eval_strategy", "steps, epoch or no", "steps", "When the loss of what is kept back is computed.",
            (settings, value) => When(value) is { } when
                ? settings with { Training = settings.Training with { EvaluateWhen = when } } : null),
        new("eval_steps", Count, "save_steps", "Steps from one evaluation to the next.",
            (settings, value) => OptionValue.Integer(value, 1, int.MaxValue) is { } steps
                ? settings with { Training = settings.Training with { EvaluateSteps = steps } } : null),
        new("eval_dataset_source", "a path", "none", "The dataset that is evaluated.",
            (settings, value) => value.Length > 0
                ? settings with { Evaluation = new DatasetSource(value, settings.Evaluation?.Split ?? settings.Dataset.Split) } : null),
        new("eval_split", "a split such as test or train[90%:]", "none",
            "The part that is evaluated, of eval_dataset_source or of the dataset.",
            (settings, value) => settings with
            {
                Evaluation = new DatasetSource(
                    settings.Evaluation?.Path ?? settings.Dataset.Path, DatasetSplit.Parse("The extra option 'eval_split'", value)),
            }),
        new("eval_split_ratio", "a number from 0 to 0.9", "0.1",
            "The share of the dataset that is kept back and evaluated, where nothing else is.",
            (settings, value) => OptionValue.Number(value, 0, 0.9f) is { } share
                ? settings with { EvaluationShare = share } : null),
        Number("beta", 0.1, "dpo, orpo, kto, grpo, rloo: how much the model is held to what it was.", 0, 1000,
            (training, beta) => training with { Beta = beta }),
        new("loss_type", string.Join(", ", PreferenceLoss.DpoKinds), "sigmoid", "The loss of dpo.",
            (settings, value) => PreferenceLoss.DpoKinds.Contains(value)
                ? settings with { Training = settings.Training with { LossKind = value } } : null),
        Integer("num_generations", 4, "grpo, rloo: answers that the model writes to each prompt.", 2, 1024,
            (training, answers) => training with { Generations = answers }),
        Integer("max_completion_length", 256, "grpo, rloo: longest of these answers, in tokens.", 1, Million,
            (training, tokens) => training with { MaxCompletionLength = tokens }),
        Number("temperature", 1, "grpo, rloo: how random these answers are.", 0.01f, 100,
            (training, temperature) => training with { Temperature = temperature }),
        new("reward_funcs", """a JSON array such as [{"type":"builtin","name":"length_reward","params":{"target_length":"100"}}]""", "none",
            "grpo, rloo: what rewards these answers; see below.",
            (settings, value) => settings with { Rewards = RewardFunctionReader.Read(value) }),
        new("threads", Count, "the cores", "Threads that compute; more than there are cores are not used.",
            (settings, value) => OptionValue.Integer(value, 1, int.MaxValue) is { } threads
                ? settings with { Threads = Math.Min(threads, Environment.ProcessorCount) } : null),
        new("use_cpu", FlagWords, "false", "Leave a GPU alone.",
            (settings, value) => OptionValue.Bool(value) is { } cpu ? settings with { UsesCpu = cpu } : null),
        new("load_in_4bit", "false, because the base can be kept in 8 bits only (load_in_8bit)", "false", "Not supported.",
            (settings, value) => OptionValue.Bool(value) is false ? settings : null),
        new("trust_remote_code", FlagWords, "false", "Accepted: no code of a model is ever run.",
            (settings, value) => OptionValue.Bool(value) is not null ? settings : null),
        new("hf_token", "any text", "none", "Accepted: nothing is downloaded.", (settings, _) => settings),
    ];

    /// <summary>The option of this name, or null.</summary>
    public static FineTuneOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);

    /// <summary>The register as a table for the documentation.</summary>
    public static string ToMarkdown()
    {
        var table = new StringBuilder("| Option | Values | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var option in All)
            table.Append($"| `{option.Name}` | {option.Expects} | {option.Default} | {option.Meaning} |\n");
        return table.ToString();
    }

    /// <summary>A word for when something is done again; null for another word.</summary>
    private static Interval? When(string word) => word switch
    {
        "steps" => Interval.Steps,
        "epoch" => Interval.Epoch,
        "no" => Interval.Never,
        _ => null,
    };

    private static FineTuneOption Flag(string name, string meaning, Func<TrainingSettings, bool, TrainingSettings> set) => new(
        name, FlagWords, "false", meaning,
        (settings, value) => OptionValue.Bool(value) is { } flag
            ? settings with { Training = set(settings.Training, flag) } : null);

    private static FineTuneOption Integer(
        string name, int usual, string meaning, int least, int most, Func<TrainingSettings, int, TrainingSettings> set) => new(
        name, $"an integer from {least} to {most}", $"{usual}", meaning,
        (settings, value) => OptionValue.Integer(value, least, most) is { } number
            ? settings with { Training = set(settings.Training, number) } : null);

    private static FineTuneOption Number(
        string name, double usual, string meaning, float least, float most, Func<TrainingSettings, float, TrainingSettings> set) => new(
        name, FormattableString.Invariant($"a number from {least} to {most}"), FormattableString.Invariant($"{usual}"), meaning,
        (settings, value) => OptionValue.Number(value, least, most) is { } number
            ? settings with { Training = set(settings.Training, number) } : null);
}
