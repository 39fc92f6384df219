using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>A training from its start to its end; an interruption stops it on the host, after a checkpoint.</summary>
internal static class FineTuneJob
{
    /// <returns>The last update, which names the checkpoint.</returns>
    /// <exception cref="UserError">The host refused the job, or it failed.</exception>
    public static async Task<FineTuneProgressUpdate> RunAsync(
        Backend.BackendClient client, FineTuneRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var started = await client.StartFineTuneAsync(request, cancellationToken: cancellationToken);
        if (!started.Success)
            throw new UserError(started.Message);
        var last = await HostJob.FollowAsync(
            () => client.FineTuneProgress(new FineTuneProgressRequest { JobId = started.JobId }),
            updates => FineTuneDisplay.ShowAsync(terminal, updates),
            async deadline => await client.StopFineTuneAsync(
                new FineTuneStopRequest { JobId = started.JobId, SaveCheckpoint = true }, deadline: deadline),
            cancellationToken);
        return last.Status == "completed" ? last : throw new UserError(last.Message);
    }
}
