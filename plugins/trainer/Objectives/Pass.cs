using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>The circumstances in which examples go through the model.</summary>
/// <param name="Training">Whether the model learns from them, so that adapters drop elements of their input.</param>
/// <param name="Seed">Decides about what is random.</param>
/// <param name="Metrics">Takes what is told beside the loss.</param>
/// <param name="Cancellation">Ends what takes long.</param>
internal sealed record Pass(bool Training, RandomSeed Seed, StepMetrics Metrics, CancellationToken Cancellation);
