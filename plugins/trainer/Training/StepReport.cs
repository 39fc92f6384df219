namespace LocalAI.Plugins.Trainer.Training;

/// <summary>What is known after a step.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="TotalSteps">Steps that will be taken in all.</param>
/// <param name="Epoch">Times that the dataset was seen, with a fraction.</param>
/// <param name="Loss">The mean loss of the step.</param>
/// <param name="LearningRate">The length of the step.</param>
/// <param name="GradientNorm">The length of the gradient before it was shortened.</param>
/// <param name="TokensPerSecond">Tokens that went through the model, padding not counted, each second of the step.</param>
/// <param name="Metrics">What the training method tells beside the loss, by the names of the Hugging Face libraries.</param>
internal sealed record StepReport(
    int Step,
    int TotalSteps,
    double Epoch,
    double Loss,
    double LearningRate,
    double GradientNorm,
    double TokensPerSecond,
    IReadOnlyDictionary<string, double> Metrics);
