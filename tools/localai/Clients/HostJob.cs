using Grpc.Core;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Clients;

/// <summary>Follows a job of the host to its end; an interruption stops it there.</summary>
internal static class HostJob
{
    /// <param name="follow">Opens the stream of its updates.</param>
    /// <param name="show">Shows them, and gives the last one.</param>
    /// <param name="stop">Asks the host to stop it; says what became of it.</param>
    /// <param name="terminal">Where that is noted.</param>
    /// <param name="cancellationToken">The interruption.</param>
    /// <returns>The last update.</returns>
    public static async Task<TUpdate> FollowAsync<TUpdate>(
        Func<AsyncServerStreamingCall<TUpdate>> follow, Func<IAsyncEnumerable<TUpdate>, Task<TUpdate>> show, Func<Task<string>> stop,
        Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            using var call = follow();
            return await show(call.ResponseStream.ReadAllAsync(cancellationToken));
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            try
            {
                terminal.WriteNote(await stop());
            }
            catch (RpcException)
            {
                // The host ended too, and with it the job.
            }
            throw;
        }
    }
}
