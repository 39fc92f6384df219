namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>A point of a training's curves.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Epoch">Times that the dataset was seen, with a fraction.</param>
/// <param name="Loss">The mean loss: of the step, or of what is kept back.</param>
internal readonly record struct LogEntry(int Step, double Epoch, double Loss)
{
    /// <summary>Whether the loss is of what is kept back.</summary>
    public bool IsEvaluation { get; init; }

    /// <summary>The length of the step.</summary>
    public double LearningRate { get; init; }

    /// <summary>The length of the step's gradient.</summary>
    public double GradientNorm { get; init; }
}
