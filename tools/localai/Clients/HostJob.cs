using Grpc.Core;

namespace LocalAI.CommandLine.Clients;

/// <summary>Follows a job of the host to its end; an interruption stops it there.</summary>
internal static class HostJob
{
    /// <summary>A host stops within a step of the work.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    /// <param name="follow">Opens the stream of its updates.</param>
    /// <param name="show">Shows them, and gives the last one.</param>
    /// <param name="stop">Asks the host to stop it, by a deadline.</param>
    /// <param name="cancellationToken">The interruption.</param>
    /// <returns>The last update.</returns>
    public static async Task<TUpdate> FollowAsync<TUpdate>(
        Func<AsyncServerStreamingCall<TUpdate>> follow, Func<IAsyncEnumerable<TUpdate>, Task<TUpdate>> show, Func<DateTime, Task> stop,
        CancellationToken cancellationToken)
    {
        using var call = follow();
        using var limit = new CancellationTokenSource();
        var shown = show(call.ResponseStream.ReadAllAsync(limit.Token));
        if (await Task.WhenAny(shown, Task.Delay(Timeout.Infinite, cancellationToken)) == shown)
            return await shown;
        // The last update says what is left of the job. After Ctrl-C the host may be ending, and then stops it by itself.
        limit.CancelAfter(StopWithin);
        try
        {
            await stop(DateTime.UtcNow + StopWithin);
        }
        catch (RpcException)
        {
            // It will not answer, but may still tell.
        }
        try
        {
            await shown;
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            // It ended, and with it the job.
        }
        throw new OperationCanceledException(cancellationToken);
    }
}
