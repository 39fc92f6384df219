namespace LocalAI.Plugins.Trainer.Training;

/// <summary>How well a model does on what it does not learn from.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Epoch">Times that the dataset was seen, with a fraction.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="Metrics">What the training method tells beside the loss, by the names of the Hugging Face libraries.</param>
internal sealed record EvaluationReport(int Step, double Epoch, double Loss, IReadOnlyDictionary<string, double> Metrics);
