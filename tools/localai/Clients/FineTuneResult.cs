using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What a training came to.</summary>
/// <param name="Status">Always <c>completed</c>.</param>
/// <param name="Checkpoint">The folder of the last checkpoint.</param>
/// <param name="Step">Steps taken.</param>
/// <param name="Loss">The last step's loss.</param>
/// <param name="EvalLoss">The last evaluation's loss; left out where nothing was evaluated.</param>
internal sealed record FineTuneResult(string Status, string Checkpoint, int Step, float Loss, float? EvalLoss)
{
    public static FineTuneResult Of(FineTuneProgressUpdate last) => new(
        last.Status, last.CheckpointPath, last.CurrentStep, last.Loss, last.EvalLoss > 0 ? last.EvalLoss : null);
}
