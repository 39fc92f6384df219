namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>A checkpoint in a list.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Step">Steps taken.</param>
/// <param name="Epoch">Times that the dataset was seen, with a fraction.</param>
/// <param name="Loss">The loss of its last step.</param>
/// <param name="Time">When it was written, in UTC.</param>
internal sealed record CheckpointInfo(string Folder, int Step, double Epoch, double Loss, DateTime Time);
