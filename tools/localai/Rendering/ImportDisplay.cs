using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Rendering;

/// <summary>The progress of an import, and what it came to, also when it was stopped.</summary>
internal static class ImportDisplay
{
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> ShowAsync(
        Terminal terminal, TransferProgress progress, Func<Task> import, CancellationToken cancellationToken)
    {
        try
        {
            var elapsed = await TransferDisplay.ShowAsync(terminal, progress, import);
            terminal.WriteNote(TransferDisplay.Summarize(progress, elapsed));
            return elapsed;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested || (e is not UserError && progress.Rows + progress.Unknown > 0))
        {
            var unknown = progress.Unknown > 0 ? $", and perhaps {TransferProgress.Describe(progress.Unknown)} more" : "";
            terminal.WriteNote($"stopped; {progress.DescribeStored()}{unknown}");
            throw;
        }
    }
}
