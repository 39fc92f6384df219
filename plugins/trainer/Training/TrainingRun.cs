using System.Diagnostics;
using System.Globalization;
using LocalAI.Plugins.Abstractions;
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
    private LossScale _scale;

    /// <summary>Encodes the samples and adds adapters to the model.</summary>
    /// <exception cref="EngineException">A setting or a sample cannot be honoured; the model is as it was.</exception>
    public TrainingRun(TrainingTask task, ITrainingObserver observer)
    {
        (_settings, _model, _observer) = (task.Settings, task.Model, observer);
        SettingsCheck.Check(task);
        observer.Phase("Encoding the dataset");
        _examples = Encode(task, task.Samples, packs: _settings.Packing);
        _evaluationExamples = Encode(task, task.EvaluationSamples, packs: false);
        _plan = new BatchPlan(
            [.. _examples.Select(example => example.Length)], _settings.BatchSize, _settings.GradientAccumulation, _settings.Seed);
        TotalSteps = _settings.MaxSteps > 0 ? _settings.MaxSteps : Math.Max(1, (int)Math.Ceiling(_settings.Epochs * _plan.StepsPerEpoch));
        _schedule = new LearningRateSchedule(_settings.LearningRate, _settings.WarmupSteps, TotalSteps) { Kind = _settings.Schedule };
        _objective = ObjectiveKinds.Create(task);
        try
        {
            _weights = [.. TrainedWeights.Start(_model, _settings), .. _objective.Weights];
        }
        catch
        {
            _objective.Dispose();
            throw;
        }
        _optimizer = OptimizerKinds.Create(
            _settings.Optimizer, _weights, new OptimizerSettings { WeightDecay = _settings.WeightDecay }, _model.Device);
        _scale = LossScale.Start(_settings.Precision);
    }

    /// <summary>Steps taken.</summary>
    public int Step { get; private set; }

    /// <summary>Steps that will be taken in all.</summary>
    public int TotalSteps { get; }

    private double Epoch => (double)Step / _plan.StepsPerEpoch;

    /// <summary>Takes the steps that are left.</summary>
    /// <exception cref="EngineException">A loss was not finite; nothing of its step was applied.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing of the step at hand was applied.</exception>
    public void Run(CancellationToken cancellation)
    {
        var recomputed = _model.RecomputesLayers;
        _model.RecomputesLayers = _settings.GradientCheckpointing;
        try
        {
            _objective.Prepare(_examples, _settings.BatchSize, cancellation);
            _objective.Prepare(_evaluationExamples, _settings.BatchSize, cancellation);
            _observer.Phase("Training");
            while (Step < TotalSteps)
            {
                _observer.Stepped(TakeStep(cancellation));
                if (IsDue(_settings.EvaluateWhen, _settings.EvaluateSteps) && _evaluationExamples.Count > 0)
                    Evaluate(cancellation);
                if (Step % StepsPerCollection == 0)
                    GC.Collect();
            }
        }
        finally
        {
            _model.RecomputesLayers = recomputed;
            _optimizer.ClearGradients();
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _objective.Dispose();
    }

    private static IReadOnlyList<Example> Encode(TrainingTask task, IReadOnlyList<Sample> samples, bool packs)
    {
        var settings = task.Settings;
        var longest = settings.Method is TrainingMethod.Grpo or TrainingMethod.Rloo
            ? settings.MaxLength - settings.MaxCompletionLength : settings.MaxLength;
        var examples = new SampleEncoder(settings.Method, task.Tokenizer, task.Writer, longest).Encode(samples);
        return packs ? TextPacking.Pack(examples, settings.MaxLength) : examples;
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
        _observer.Phase("Evaluating");
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
        _observer.Evaluated(new EvaluationReport(Step, Epoch, loss.item<double>() / count, metrics.Read()));
        _observer.Phase("Training");
    }

    private bool IsDue(Interval interval, int steps) => interval switch
    {
        Interval.Steps => Step % Math.Max(1, steps) == 0 || Step == TotalSteps,
        Interval.Epoch => Step % _plan.StepsPerEpoch == 0 || Step == TotalSteps,
        _ => false,
    };

    private static void Seed(RandomSeed seed)
    {
        using var _ = manual_seed(seed.ToInt64());
    }
}
