using System.Runtime.CompilerServices;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>Repeats the last of a stream's messages while nothing new comes, so that whoever follows it sees that it lives.</summary>
internal static class Heartbeat
{
    /// <param name="messages">The stream.</param>
    /// <param name="silence">The longest time without a message.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<T> BeatAsync<T>(
        IAsyncEnumerable<T> messages, TimeSpan silence, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await using var enumerator = messages.GetAsyncEnumerator(cancellationToken);
        T? last = null;
        while (true)
        {
            var next = enumerator.MoveNextAsync().AsTask();
            while (last is not null && !await ComesWithinAsync(next, silence, time))
                yield return last;
            if (!await next)
                yield break;
            yield return last = enumerator.Current;
        }
    }

    private static async Task<bool> ComesWithinAsync(Task next, TimeSpan silence, TimeProvider time)
    {
        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(next, Task.Delay(silence, time, stop.Token));
        await stop.CancelAsync();
        return first == next;
    }
}
