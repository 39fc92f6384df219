using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>A quantisation from its start to its end; an interruption stops it on the host.</summary>
internal static class QuantizationJob
{
    /// <returns>The last update, which names the output.</returns>
    /// <exception cref="UserError">The host refused the job, or it failed.</exception>
    public static async Task<QuantizationProgressUpdate> RunAsync(
        Backend.BackendClient client, QuantizationRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var started = await client.StartQuantizationAsync(request, cancellationToken: cancellationToken);
        if (!started.Success)
            throw new UserError(started.Message);
        var last = await HostJob.FollowAsync(
            () => client.QuantizationProgress(new QuantizationProgressRequest { JobId = started.JobId }),
            updates => QuantizationDisplay.ShowAsync(terminal, updates),
            async deadline => await client.StopQuantizationAsync(
                new QuantizationStopRequest { JobId = started.JobId }, deadline: deadline),
            cancellationToken);
        return last.Status == "completed" ? last : throw new UserError(last.Message);
    }
}
