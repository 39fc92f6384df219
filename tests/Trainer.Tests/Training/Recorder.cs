using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Tests.Training;

/// <summary>Keeps all that a training tells.</summary>
internal sealed class Recorder : ITrainingObserver
{
    public List<(TrainingPhase Phase, string Message)> Phases { get; } = [];

    public List<StepReport> Steps { get; } = [];

    public List<EvaluationReport> Evaluations { get; } = [];

    public List<(string Folder, int Step)> Checkpoints { get; } = [];

    /// <summary>Called after each step.</summary>
    public Action<StepReport>? OnStep { get; init; }

    public IEnumerable<double> Losses => Steps.Select(step => step.Loss);

    public void Phase(TrainingPhase phase, string message) => Phases.Add((phase, message));

    public void Stepped(StepReport report)
    {
        Steps.Add(report);
        OnStep?.Invoke(report);
    }

    public void Evaluated(EvaluationReport report) => Evaluations.Add(report);

    public void Saved(string folder, int step) => Checkpoints.Add((folder, step));
}
