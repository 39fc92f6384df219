using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Requests;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Datasets;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Requests;

/// <summary>Checks all of a StartFineTune request that can be checked before there is a job.</summary>
/// <param name="environment">The operator's variables.</param>
internal sealed class FineTuneRequestReader(Func<string, string?> environment)
{
    /// <summary>Names the folders that datasets may be in.</summary>
    public const string DatasetVariable = "LOCALAI_DATASET_DIR";

    /// <summary>Names the folders that may be written into.</summary>
    public const string OutputVariable = "LOCALAI_OUTPUT_DIR";

    private const int Million = 1_000_000;

    /// <summary>The settings of a request; a field that is 0 or empty has LocalAI's default.</summary>
    /// <param name="request">The request.</param>
    /// <param name="jobId">The job's id, after which a folder is named where the request names none.</param>
    /// <exception cref="EngineException">A field is wrong; the message names it, its value and the next step.</exception>
    public FineTuneSettings Read(FineTuneRequest request, string jobId)
    {
        var saveSteps = Count("save_steps", request.SaveSteps, 500);
        var dataset = new DatasetSource(
            RequestPath.Full(
                "dataset_source", request.DatasetSource, $"a file ({string.Join(", ", DatasetFile.Endings)}) or a folder of them"),
            DatasetSplit.Parse("dataset_split", request.DatasetSplit.Length > 0 ? request.DatasetSplit : "train"));
        var settings = new FineTuneSettings
        {
            Model = RequestPath.Full("model", request.Model, "a Hugging Face folder or a GGUF file"),
            Dataset = dataset,
            OutputFolder = RequestPath.Full(
                "output_dir", request.OutputDir.Length > 0 ? request.OutputDir : $"output-{jobId}", "the folder for checkpoints"),
            Resume = request.ResumeFromCheckpoint.Length > 0
                ? RequestPath.Full("resume_from_checkpoint", request.ResumeFromCheckpoint, "a checkpoint's folder") : null,
            Threads = Environment.ProcessorCount,
            Training = new TrainingSettings
            {
                Method = Method(request.TrainingMethod),
                Adapter = Adapter(request.TrainingType),
                AdapterSettings = new AdapterSettings
                {
                    Rank = Count("adapter_rank", request.AdapterRank, 16),
                    Alpha = Count("adapter_alpha", request.AdapterAlpha, 16),
                    Dropout = Number("adapter_dropout", request.AdapterDropout, 0, 0.99f),
                },
                TargetModules = [.. request.TargetModules],
                LearningRate = Or(Number("learning_rate", request.LearningRate, 0, 100), 2e-4),
                Epochs = Count("num_epochs", request.NumEpochs, 3),
                BatchSize = Count("batch_size", request.BatchSize, 2),
                GradientAccumulation = Count("gradient_accumulation_steps", request.GradientAccumulationSteps, 4),
                WarmupSteps = Count("warmup_steps", request.WarmupSteps, 5),
                MaxSteps = Count("max_steps", request.MaxSteps, 0),
                SaveSteps = saveSteps,
                EvaluateWhen = Interval.Steps,
                EvaluateSteps = saveSteps,
                WeightDecay = Or(Number("weight_decay", request.WeightDecay, 0, 1), 0.01),
                GradientCheckpointing = request.GradientCheckpointing,
                Optimizer = request.Optimizer.Length > 0 ? request.Optimizer : "adamw",
                Seed = request.Seed == 0 ? 3407 : request.Seed,
                Precision = Precision(request.MixedPrecision),
            },
        };
        foreach (var (name, value) in request.ExtraOptions)
        {
            var option = FineTuneOptions.Find(name) ?? throw Refuse(
                $"The extra option '{name}' is unknown; there are {string.Join(", ", FineTuneOptions.All.Select(known => known.Name))}.");
            settings = option.Apply(settings, value)
                ?? throw Refuse($"The extra option '{name}' is '{value}'; expected {option.Expects}.");
        }
        Check(settings);
        return settings;
    }

    private void Check(FineTuneSettings settings)
    {
        var datasets = AllowedRoots.Read(DatasetVariable, environment);
        datasets.Check("dataset_source", settings.Dataset.Path);
        CheckDataset("dataset_source", settings.Dataset);
        if (settings.Evaluation is { } evaluation)
        {
            datasets.Check("eval_dataset_source", Path.GetFullPath(evaluation.Path));
            CheckDataset("eval_dataset_source", evaluation);
        }
        AllowedRoots.Read(OutputVariable, environment).Check("output_dir", settings.OutputFolder);
        if (!Path.Exists(settings.Model))
        {
            throw new EngineException(EngineFailure.NotFound,
                $"model is '{settings.Model}', which is no file or folder here, and nothing is downloaded; "
                + "download the model and give its path.");
        }
        if (settings.Resume is { } resume && !Directory.Exists(resume))
        {
            throw new EngineException(EngineFailure.NotFound,
                $"resume_from_checkpoint is '{resume}', which is no folder; ListCheckpoints names those there are.");
        }
        if (settings is { Training.QuantizesBase: true, Training.Adapter: null })
            throw Refuse("load_in_8bit is true, but training_type full trains the weights themselves; choose lora, loha or lokr.");
    }

    private static void CheckDataset(string field, DatasetSource source)
    {
        if (!Path.Exists(source.Path))
        {
            throw new EngineException(EngineFailure.NotFound,
                $"{field} is '{source.Path}', which is no file or folder here, and nothing is downloaded; "
                + "download the dataset and give its path.");
        }
        _ = source.File;
    }

    private static TrainingMethod Method(string text) => text.Length == 0 ? TrainingMethod.Sft
        : Enum.TryParse<TrainingMethod>(text, ignoreCase: true, out var method) && !char.IsAsciiDigit(text[0]) ? method
        : throw Refuse($"training_method is '{text}'; expected one of {Words<TrainingMethod>()}.");

    private static AdapterKind? Adapter(string text) => text switch
    {
        "" => AdapterKind.Lora,
        "full" => null,
        _ => Enum.TryParse<AdapterKind>(text, ignoreCase: true, out var kind) && !char.IsAsciiDigit(text[0]) ? kind
            : throw Refuse($"training_type is '{text}'; expected one of {Words<AdapterKind>()}, full."),
    };

    private static MixedPrecision Precision(string text) => text switch
    {
        "" or "no" or "fp32" => MixedPrecision.None,
        "bf16" => MixedPrecision.BFloat16,
        "fp16" => MixedPrecision.Float16,
        _ => throw Refuse($"mixed_precision is '{text}'; expected one of no, fp32, bf16, fp16."),
    };

    private static string Words<T>() where T : struct, Enum =>
        string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));

    private static int Count(string field, int value, int usual) => value is >= 0 and <= Million
        ? value == 0 ? usual : value
        : throw Refuse($"{field} is {value}; expected 0 for the default, or an integer from 1 to {Million}.");

    private static float Number(string field, float value, float least, float most) => value >= least && value <= most
        ? value
        : throw Refuse(FormattableString.Invariant($"{field} is {value}; expected a number from {least} to {most}."));

    private static double Or(float value, double usual) => value == 0 ? usual : value;

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
