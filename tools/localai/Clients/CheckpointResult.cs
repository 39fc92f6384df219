namespace LocalAI.CommandLine.Clients;

/// <summary>One checkpoint.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Step">Steps that were taken.</param>
/// <param name="Epoch">Times that the dataset was seen.</param>
/// <param name="Loss">The last step's loss.</param>
/// <param name="CreatedAt">When it was written, in UTC.</param>
internal sealed record CheckpointResult(string Path, int Step, float Epoch, float Loss, string CreatedAt);
