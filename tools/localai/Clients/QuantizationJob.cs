using Grpc.Core;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>A quantisation from its start to its end; an interruption stops it on the host.</summary>
internal static class QuantizationJob
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <returns>The last update, which names the output.</returns>
    /// <exception cref="UserError">The host refused the job, or it failed.</exception>
    public static async Task<QuantizationProgressUpdate> RunAsync(
        Backend.BackendClient client, QuantizationRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var started = await client.StartQuantizationAsync(request, cancellationToken: cancellationToken);
        if (!started.Success)
            throw new UserError(started.Message);
        try
        {
            using var call = client.QuantizationProgress(
                new QuantizationProgressRequest { JobId = started.JobId }, cancellationToken: cancellationToken);
            var last = await QuantizationDisplay.ShowAsync(terminal, call.ResponseStream.ReadAllAsync(cancellationToken));
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
            await client.StopQuantizationAsync(new QuantizationStopRequest { JobId = job }, deadline: DateTime.UtcNow + StopWithin);
            terminal.WriteNote("Stopped; what was written is removed.");
        }
        catch (RpcException)
        {
            // The host ended too, and with it the job.
        }
    }
}
