using Grpc.Core;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>A training from its start to its end; an interruption stops it on the host, after a checkpoint.</summary>
internal static class FineTuneJob
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    /// <returns>The last update, which names the checkpoint.</returns>
    /// <exception cref="UserError">The host refused the job, or it failed.</exception>
    public static async Task<FineTuneProgressUpdate> RunAsync(
        Backend.BackendClient client, FineTuneRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var started = await client.StartFineTuneAsync(request, cancellationToken: cancellationToken);
        if (!started.Success)
            throw new UserError(started.Message);
        try
        {
            using var call = client.FineTuneProgress(
                new FineTuneProgressRequest { JobId = started.JobId }, cancellationToken: cancellationToken);
            var last = await FineTuneDisplay.ShowAsync(terminal, call.ResponseStream.ReadAllAsync(cancellationToken));
            return last.Status == "completed" ? last : throw new UserError(last.Message);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            await StopAsync(client, started.JobId, terminal);
            throw;
        }
    }

    private static async Task StopAsync(Backend.BackendClient client, string job, Terminal terminal)
    {
        try
        {
            var stopped = await client.StopFineTuneAsync(
                new FineTuneStopRequest { JobId = job, SaveCheckpoint = true }, deadline: DateTime.UtcNow + StopWithin);
            terminal.WriteNote(stopped.Message);
        }
        catch (RpcException)
        {
            // The host ended too; it leaves a checkpoint by itself.
        }
    }
}
