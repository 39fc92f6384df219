using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jinja;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Datasets;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Requests;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tokens;
using LocalAI.Plugins.Trainer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>What a job does, from the base and the dataset to the last checkpoint.</summary>
/// <param name="settings">What is to be done.</param>
/// <param name="device">What LoadModel chose.</param>
/// <param name="progress">Hears how it goes.</param>
/// <param name="savesWhenStopped">Asked when it is stopped: whether a checkpoint is written first.</param>
/// <param name="cancellation">Ends it before the next pass.</param>
internal sealed class FineTuneWork(
    FineTuneSettings settings, Abstractions.Device device, FineTuneProgress progress, Func<bool> savesWhenStopped,
    CancellationToken cancellation)
{
    /// <summary>The folder that a training from scratch begins with.</summary>
    private const string StartName = "start";

    private readonly TrainingSettings _training = settings.Training;

    /// <summary>Does it.</summary>
    /// <exception cref="EngineException">It cannot be done; what was saved stays.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run()
    {
        var checkpoint = settings.Resume is { } resume ? Checkpoint.Read(resume) : null;
        TorchRuntime.Start(settings.Threads);
        using var loaded = Load(TorchRuntime.Place(device, settings.UsesCpu));
        progress.Begin(FineTuneStatus.LoadingDataset, $"Loading {Path.GetFileName(settings.Dataset.File)}");
        var (learnt, kept) = Rows();
        var tokenizer = loaded.Tokenizer;
        using var run = new TrainingRun(
            new TrainingTask
            {
                Settings = _training,
                Model = loaded.Model,
                Tokenizer = tokenizer,
                Writer = Writer(
                    settings.ChatTemplate ?? loaded.ChatTemplate, tokenizer.TextOf(tokenizer.Begin), tokenizer.TextOf(tokenizer.End)),
                Samples = Read(learnt, settings.Dataset),
                EvaluationSamples = Read(kept, settings.Evaluation ?? settings.Dataset),
                ChatTemplate = settings.ChatTemplate,
                EndTokens = loaded.EndTokens,
                Rewards = settings.Rewards,
                OutputFolder = settings.OutputFolder,
                BasePath = settings.FromScratch ? StartOf(loaded) : settings.Model,
                BaseFingerprint = loaded.Fingerprint,
                ResumeFrom = checkpoint,
            },
            progress,
            cancellation: cancellation);
        try
        {
            run.Run(cancellation);
            // Whatever save_strategy says, what was learnt is kept.
            run.Save();
        }
        catch (OperationCanceledException) when (savesWhenStopped())
        {
            run.Save();
            throw;
        }
    }

    /// <summary>Keeps the model that a training from scratch begins with: its checkpoints are of that one.</summary>
    private string StartOf(BaseModel loaded)
    {
        var folder = Path.Combine(settings.OutputFolder, StartName);
        if (!File.Exists(Path.Combine(folder, ModelConfig.FileName)))
        {
            progress.Note("Writing the model at its start");
            HuggingFaceModelWriter.Write(
                new TrainedModel(loaded.Model, BaseFiles.Of(loaded)), folder, ScalarType.Float32, cancellationToken: cancellation);
        }
        return folder;
    }

    private BaseModel Load(torch.Device place)
    {
        var length = _training.MaxLength;
        if (!settings.FromScratch)
            return BaseModel.Load(settings.Model, length, ScalarType.Float32, place, _training.QuantizesBase);
        var made = FolderVocabulary.IsIn(settings.Model) ? null : TrainVocabulary();
        return BaseModel.Create(settings.Model, (ulong)(uint)_training.Seed, length, ScalarType.Float32, place, made);
    }

    private TrainedVocabulary TrainVocabulary()
    {
        progress.Note("Making a vocabulary of the dataset");
        var config = ModelConfig.Read(settings.Model);
        var size = (int)Math.Min((uint)settings.VocabularySize, config.RequiredSize("vocab_size"));
        var context = (int)(config.Size("max_position_embeddings") ?? (uint)_training.MaxLength);
        var file = Path.Combine(settings.Model, TokenizerFolder.ChatTemplateName);
        var template = settings.ChatTemplate ?? (File.Exists(file) ? File.ReadAllText(file) : null);
        var writer = Writer(template, begin: "", TrainedVocabulary.EndOfText);
        var texts = Read(settings.Dataset.Read(cancellation), settings.Dataset).SelectMany(sample => SampleTexts.Of(sample, writer));
        return TrainedVocabulary.Train(texts, size, context, template, cancellation);
    }

    private (IReadOnlyList<DatasetRow> Learnt, IReadOnlyList<DatasetRow> Kept) Rows()
    {
        var rows = settings.Dataset.Read(cancellation);
        if (_training.EvaluateWhen == Interval.Never)
            return (rows, []);
        return settings.Evaluation is { } evaluation
            ? (rows, evaluation.Read(cancellation))
            : HeldBack.Divide(rows, settings.EvaluationShare, _training.Seed);
    }

    private Sample[] Read(IReadOnlyList<DatasetRow> rows, DatasetSource source)
    {
        var reader = new SampleReader(_training.Method, source.File);
        return [.. rows.Select(reader.Read)];
    }

    private static ConversationWriter? Writer(string? template, string begin, string end)
    {
        try
        {
            return template is null ? null : new ConversationWriter(JinjaTemplate.Parse(template, "chat_template"), begin, end);
        }
        catch (JinjaException e)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The chat template cannot be read ({e.Message.TrimEnd('.')}); correct it, or give another with chat_template.", e);
        }
    }
}
