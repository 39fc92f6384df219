using System.Diagnostics;
using System.Globalization;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>Turns what a training tells into updates. The numbers of the last step stay in the updates that follow it.</summary>
/// <param name="jobId">The job's id.</param>
/// <param name="epochs">Times that the dataset is to be seen.</param>
internal sealed class FineTuneProgress(string jobId, double epochs) : ITrainingObserver
{
    // Of the whole work, what comes before the first step, and what is done after the last one.
    private const float BeforeSteps = 3;
    private const float AfterSteps = 98;

    private readonly FineTuneProgressUpdate _now = new()
    {
        JobId = jobId,
        Status = FineTuneStatus.LoadingModel,
        TotalEpochs = (float)epochs,
    };

    private long _begin;
    private int _stepsBefore = -1;
    private float _evaluated;

    /// <summary>All that was told.</summary>
    public JobHistory<FineTuneProgressUpdate> History { get; } = new(
        update => update.Status, update => update.ProgressPercent, (update, percent) => update.ProgressPercent = percent);

    /// <summary>The newest checkpoint; empty before there is one.</summary>
    public string Checkpoint { get; private set; } = "";

    /// <summary>A phase begins.</summary>
    public void Begin(string status, string message)
    {
        _now.Status = status;
        Tell(message);
    }

    /// <summary>Says what is done within the phase.</summary>
    public void Note(string message) => Tell(message);

    /// <inheritdoc/>
    public void Phase(TrainingPhase phase, string message) => Begin(
        phase switch
        {
            TrainingPhase.Encoding => FineTuneStatus.LoadingDataset,
            TrainingPhase.Saving => FineTuneStatus.Saving,
            _ => FineTuneStatus.Training,
        },
        message);

    /// <inheritdoc/>
    public void Stepped(StepReport report)
    {
        if (_stepsBefore < 0)
        {
            // The first step is slower than the others, and a resumed training has taken some before.
            (_stepsBefore, _begin) = (report.Step, Stopwatch.GetTimestamp());
        }
        var taken = report.Step - _stepsBefore;
        var left = report.TotalSteps - report.Step;
        _now.Status = FineTuneStatus.Training;
        _now.CurrentStep = report.Step;
        _now.TotalSteps = report.TotalSteps;
        _now.CurrentEpoch = (float)report.Epoch;
        _now.Loss = (float)report.Loss;
        _now.LearningRate = (float)report.LearningRate;
        _now.GradNorm = (float)report.GradientNorm;
        _now.EtaSeconds = taken > 0 ? (float)(Stopwatch.GetElapsedTime(_begin).TotalSeconds / taken * left) : 0;
        _now.ProgressPercent = BeforeSteps + ((AfterSteps - BeforeSteps) * report.Step / Math.Max(1, report.TotalSteps));
        _now.ExtraMetrics.Clear();
        _now.ExtraMetrics["tokens_per_second"] = (float)report.TokensPerSecond;
        Add(report.Metrics, prefix: "");
        Tell("");
    }

    /// <inheritdoc/>
    public void Evaluated(EvaluationReport report)
    {
        _evaluated = (float)report.Loss;
        Add(report.Metrics, prefix: "eval_");
        Tell(string.Create(CultureInfo.InvariantCulture, $"Evaluated: loss {report.Loss:0.0000}"), update => update.EvalLoss = _evaluated);
    }

    /// <inheritdoc/>
    public void Saved(string folder, int step)
    {
        Checkpoint = folder;
        _now.Status = FineTuneStatus.Saving;
        Tell($"Saved {Path.GetFileName(folder)}", update => update.CheckpointPath = folder);
        _now.Status = FineTuneStatus.Training;
    }

    /// <summary>Says that the job is over before its work was done.</summary>
    public void End(string status, string message)
    {
        _now.Status = status;
        _now.EtaSeconds = 0;
        Tell(message, update => update.CheckpointPath = Checkpoint);
    }

    /// <summary>Says that the last checkpoint is there.</summary>
    public void Complete()
    {
        _now.Status = JobStatus.Completed;
        _now.ProgressPercent = 100;
        _now.EtaSeconds = 0;
        Tell("Training completed", update => (update.CheckpointPath, update.EvalLoss) = (Checkpoint, _evaluated));
    }

    private void Add(IReadOnlyDictionary<string, double> metrics, string prefix)
    {
        foreach (var (name, value) in metrics)
            _now.ExtraMetrics[prefix + name] = (float)value;
    }

    private void Tell(string message, Action<FineTuneProgressUpdate>? change = null)
    {
        var update = _now.Clone();
        update.Message = message;
        change?.Invoke(update);
        History.Add(update);
    }
}
