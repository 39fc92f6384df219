namespace LocalAI.Plugins.Trainer.Training;

/// <summary>Is told how a training goes, on the thread that trains.</summary>
internal interface ITrainingObserver
{
    /// <summary>Something that takes long begins, or there is something to know about it.</summary>
    /// <param name="phase">What it is.</param>
    /// <param name="message">For people, without a full stop.</param>
    void Phase(TrainingPhase phase, string message);

    /// <summary>A step was taken.</summary>
    void Stepped(StepReport report);

    /// <summary>What was kept back was evaluated.</summary>
    void Evaluated(EvaluationReport report);

    /// <summary>A checkpoint is there.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="step">Steps taken.</param>
    void Saved(string folder, int step);
}
