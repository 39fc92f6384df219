using System.Diagnostics;
using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Objectives;
using LocalAI.Plugins.Trainer.Optimizers;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>
/// Trains a model step by step. What is random is drawn from seeds of its place in the run, so that equal settings give equal weights,
/// to the last bit on one kind of processor.
/// </summary>
internal sealed class TrainingRun : IDisposable
{
    /// <summary>What the native library holds for .NET's objects is only given back when those are collected.</summary>
    private const int StepsPerCollection = 25;

    private readonly TrainingTask _task;
    private readonly TrainingSettings _settings;
    private readonly CausalModel _model;
    private readonly ITrainingObserver _observer;
    private readonly IReadOnlyList<Example> _examples;
    private readonly IReadOnlyList<Example> _evaluationExamples;
    private readonly Objective _objective;
    private readonly IReadOnlyList<NamedTensor> _weights;
    private readonly Optimizer _optimizer;
    private readonly BatchPlan _plan;
    private readonly LearningRateSchedule _schedule;
    private readonly CheckpointWriter? _checkpoints;
    private readonly List<LogEntry> _log = [];
    private LossScale _scale;
    private bool _isReady;
    private int _savedStep;

    /// <summary>Encodes the samples and adds adapters to the model.</summary>
    /// <param name="task">What is trained.</param>
    /// <param name="observer">Is told how it goes.</param>
    /// <param name="disk">Where the space for checkpoints is looked up; null for the real one.</param>
    /// <param name="cancellation">Ends the encoding.</param>
    /// <exception cref="EngineException">
    /// A setting, a sample or the checkpoint to go on from cannot be honoured; the model is as it was.
    /// </exception>
    public TrainingRun(TrainingTask task, ITrainingObserver observer, DiskSpace? disk = null, CancellationToken cancellation = default)
    {
        // The samples are large beside the tokens that they become, and collecting garbage takes as long as there is much else.
        _task = task with { Samples = [], EvaluationSamples = [] };
        (_settings, _model, _observer) = (task.Settings, task.Model, observer);
        SettingsCheck.Check(task);
        task.ResumeFrom?.Check(task);
        if (task.OutputFolder is not null)
            PartialFile.Probe(task.OutputFolder);
        observer.Phase(TrainingPhase.Encoding, "Encoding the dataset");
        _examples = Encode(task.Samples, packs: _settings.Packing, cancellation);
        _evaluationExamples = Encode(task.EvaluationSamples, packs: false, cancellation);
        _plan = new BatchPlan(
            [.. _examples.Select(example => example.Length)], _settings.BatchSize, _settings.GradientAccumulation, _settings.Seed);
        TotalSteps = _settings.MaxSteps > 0 ? _settings.MaxSteps : Math.Max(1, (int)Math.Ceiling(_settings.Epochs * _plan.StepsPerEpoch));
        _schedule = new LearningRateSchedule(_settings.LearningRate, _settings.WarmupSteps, TotalSteps) { Kind = _settings.Schedule };
        if (task.OutputFolder is { } output)
            _checkpoints = new CheckpointWriter(_task, output, TotalSteps) { Disk = disk ?? DiskSpace.Real };
        _objective = ObjectiveKinds.Create(_task);
        try
        {
            _weights = [.. TrainedWeights.Start(_model, _settings), .. _objective.Weights];
            task.ResumeFrom?.CheckWeights(_weights);
        }
        catch
        {
            TrainedWeights.Undo(_model);
            _objective.Dispose();
            throw;
        }
        _optimizer = OptimizerKinds.Create(_settings.Optimizer, _weights, new OptimizerSettings
        {
            WeightDecay = _settings.WeightDecay,
            Beta1 = _settings.AdamBeta1,
            Beta2 = _settings.AdamBeta2,
            Epsilon = _settings.AdamEpsilon,
        }, _model.Device);
        _scale = task.ResumeFrom?.LossScale ?? LossScale.Start(_settings.Precision);
        Step = _savedStep = task.ResumeFrom?.State.Step ?? 0;
        _log.AddRange(task.ResumeFrom?.State.Log ?? []);
    }

    /// <summary>Steps taken.</summary>
    public int Step { get; private set; }

    /// <summary>Steps that will be taken in all.</summary>
    public int TotalSteps { get; }

    /// <summary>What was measured so far, also before it was resumed.</summary>
    public IReadOnlyList<LogEntry> Log => _log;

    /// <summary>[1, width]: the layer that scores; null for methods without one. It stays the run's.</summary>
    public Tensor? Score => _objective.Weights.FirstOrDefault(weight => weight.Name == RewardObjective.HeadName).Tensor;

    private double Epoch => (double)Step / _plan.StepsPerEpoch;

    /// <summary>Takes the steps that are left.</summary>
    /// <exception cref="EngineException">
    /// A loss was not finite, and nothing of its step was applied; or a checkpoint could not be written, and the others are as they were.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing of the step at hand was applied.</exception>
    public void Run(CancellationToken cancellation)
    {
        var (recomputed, type) = (_model.RecomputesLayers, _model.ComputeType);
        _model.RecomputesLayers = _settings.GradientCheckpointing;
        _model.ComputeType = _settings.Precision switch
        {
            MixedPrecision.BFloat16 => ScalarType.BFloat16,
            MixedPrecision.Float16 => ScalarType.Float16,
            _ => type,
        };
        try
        {
            Prepare(cancellation);
            _observer.Phase(TrainingPhase.Training, "Training started");
            while (Step < TotalSteps)
            {
                Tell(TakeStep(cancellation));
                if (IsDue(_settings.EvaluateWhen, _settings.EvaluateSteps) && _evaluationExamples.Count > 0)
                    Evaluate(cancellation);
                if (IsDue(_settings.SaveWhen, _settings.SaveSteps))
                    Save();
                if (Step % StepsPerCollection == 0)
                    GC.Collect();
            }
        }
        finally
        {
            (_model.RecomputesLayers, _model.ComputeType) = (recomputed, type);
            _optimizer.ClearGradients();
        }
    }

    /// <summary>Writes a checkpoint of the last step that was taken, where there is none yet.</summary>
    /// <exception cref="EngineException">It could not be written, and the others are as they were.</exception>
    public void Save()
    {
        if (_checkpoints is null || !_isReady || Step == _savedStep)
            return;
        _observer.Phase(TrainingPhase.Saving, "Saving a checkpoint");
        var folder = _checkpoints.Write(new TrainerState(Step, Epoch, _log), _weights, _optimizer, _scale);
        _savedStep = Step;
        _observer.Saved(folder, Step);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _objective.Dispose();
    }

    /// <summary>Does what needs the model as it was before training, and then makes it what it was when a checkpoint was written.</summary>
    private void Prepare(CancellationToken cancellation)
    {
        if (_isReady)
            return;
        _observer.Phase(TrainingPhase.Preparing, "Preparing the model");
        _objective.Prepare(_examples, _settings.BatchSize, cancellation);
        _objective.Prepare(_evaluationExamples, _settings.BatchSize, cancellation);
        _task.ResumeFrom?.Restore(_weights);
        _task.ResumeFrom?.Restore(_optimizer, _model.Device);
        _isReady = true;
    }

    private void Tell(StepReport report)
    {
        _log.Add(new LogEntry(report.Step, report.Epoch, report.Loss)
        {
            LearningRate = report.LearningRate,
            GradientNorm = report.GradientNorm,
        });
        _observer.Stepped(report);
    }

    private IReadOnlyList<Example> Encode(IReadOnlyList<Sample> samples, bool packs, CancellationToken cancellation)
    {
        var longest = _settings.Method is TrainingMethod.Grpo or TrainingMethod.Rloo
            ? _settings.MaxLength - _settings.MaxCompletionLength : _settings.MaxLength;
        var encoder = new SampleEncoder(_settings.Method, _task.Tokenizer, _task.Writer, longest);
        var examples = encoder.Encode(samples, cancellation);
        CheckTokens(examples);
        if (encoder.CutTexts > 0)
        {
            _observer.Phase(TrainingPhase.Encoding, string.Create(CultureInfo.InvariantCulture,
                $"{encoder.CutTexts:N0} of {examples.Sum(example => example.Texts.Count):N0} texts are cut to {longest:N0} tokens"));
        }
        return packs ? TextPacking.Pack(examples, _settings.MaxLength) : examples;
    }

    private void CheckTokens(IReadOnlyList<Example> examples)
    {
        var most = examples.SelectMany(example => example.Texts).SelectMany(text => text.Tokens).DefaultIfEmpty().Max();
        if (most >= _model.Shape.Vocabulary)
        {
            throw new EngineException(EngineFailure.InvalidInput, string.Create(CultureInfo.InvariantCulture,
                $"The tokenizer gives the token {most:N0}, but the model has {_model.Shape.Vocabulary:N0}; ")
                + "use the tokenizer that belongs to the model.");
        }
    }

    private StepReport TakeStep(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        using var metrics = new StepMetrics();
        Example[][] passes = [.. _plan.Step(Step).Select(batch => batch.Select(index => _examples[index]).ToArray())];
        var count = Math.Max(1, passes.Sum(examples => examples.Sum(example => (long)_objective.Count(example))));
        _optimizer.ClearGradients();
        var loss = zeros([], _weights[0].Tensor.dtype, _model.Device);
        for (var i = 0; i < passes.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var seed = RandomSeed.Of(_settings.Seed, Step, i);
            Seed(seed);
            var part = _objective.Loss(passes[i], new Pass(Training: true, seed, metrics, cancellation)).div(count);
            loss.add_(part.detach());
            (_scale.Value == 1 ? part : part.mul(_scale.Value)).backward();
        }
        cancellation.ThrowIfCancellationRequested();

        // The only values that a step waits for, read together.
        var read = stack([loss, Gradients.Norm(_weights, _model.Device).to_type(loss.dtype)]).to_type(ScalarType.Float64).cpu();
        var (mean, norm) = (read[0].item<double>(), read[1].item<double>() / _scale.Value);
        var rate = _schedule.RateOf(Step);
        Apply(mean, norm, rate);
        Step++;
        var tokens = passes.Sum(examples => examples.Sum(example => example.Texts.Sum(text => (long)text.Length)));
        var speed = tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new StepReport(Step, TotalSteps, Epoch, mean, rate, norm, speed, metrics.Read());
    }

    private void Apply(double loss, double norm, double rate)
    {
        if (!double.IsFinite(norm) && double.IsFinite(loss) && _scale.CanShrink)
        {
            _scale = _scale.Shrunk();
            return;
        }
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new EngineException(EngineFailure.InvalidInput, string.Create(CultureInfo.InvariantCulture,
                $"In step {Step + 1:N0} the {(double.IsFinite(loss) ? "gradient" : "loss")} is not finite; ")
                + $"lower learning_rate (it is {_settings.LearningRate}) and resume from the last checkpoint.");
        }
        var shortened = _settings.MaxGradientNorm > 0 ? Math.Min(1, _settings.MaxGradientNorm / (norm + 1e-6)) : 1;
        if (shortened < 1 || _scale.Value != 1)
            Gradients.Multiply(_weights, shortened / _scale.Value);
        _optimizer.Step(rate);
        _scale = _scale.Kept();
    }

    private void Evaluate(CancellationToken cancellation)
    {
        _observer.Phase(TrainingPhase.Evaluating, "Evaluating");
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var metrics = new StepMetrics();
        var loss = zeros([], ScalarType.Float64, _model.Device);
        foreach (var (index, examples) in _evaluationExamples.Chunk(_settings.BatchSize).Index())
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            // The same at each evaluation, so that they can be compared.
            var seed = RandomSeed.Of(_settings.Seed, -1, index);
            Seed(seed);
            loss.add_(_objective.Loss(examples, new Pass(Training: false, seed, metrics, cancellation)));
        }
        var count = Math.Max(1, _evaluationExamples.Sum(example => (long)_objective.Count(example)));
        var report = new EvaluationReport(Step, Epoch, loss.item<double>() / count, metrics.Read());
        _log.Add(new LogEntry(Step, Epoch, report.Loss) { IsEvaluation = true });
        _observer.Evaluated(report);
    }

    private bool IsDue(Interval interval, int steps) => interval switch
    {
        Interval.Steps => Step % steps == 0 || Step == TotalSteps,
        Interval.Epoch => Step % _plan.StepsPerEpoch == 0 || Step == TotalSteps,
        _ => false,
    };

    private static void Seed(RandomSeed seed)
    {
        using var _ = manual_seed(seed.ToInt64());
    }
}
