using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LocalAI.Plugins.Zoo;

/// <summary>Streams that end only when they are cancelled, and the memory of which were.</summary>
internal static class Cancellations
{
    /// <summary>The text of a request whose stream never ends by itself.</summary>
    public const string Endless = "endless";

    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Seen = new(StringComparer.Ordinal);

    /// <summary>Completes when a stream of <paramref name="rpc"/> has noticed that it was cancelled.</summary>
    public static Task WhenSeenAsync(string rpc, CancellationToken cancellationToken) =>
        Of(rpc).Task.WaitAsync(cancellationToken);

    public static async Task WaitIfEndlessAsync(string text, string rpc, CancellationToken cancellationToken)
    {
        if (text != Endless)
            return;
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Of(rpc).TrySetResult();
            throw;
        }
    }

    /// <summary>The requests of a client's stream; notices when that is cancelled.</summary>
    public static async IAsyncEnumerable<T> ObserveAsync<T>(
        IAsyncEnumerable<T> requests, string rpc, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var request = requests.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(request, rpc))
            yield return request.Current;
    }

    private static async Task<bool> NextAsync<T>(IAsyncEnumerator<T> request, string rpc)
    {
        try
        {
            return await request.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            Of(rpc).TrySetResult();
            throw;
        }
    }

    private static TaskCompletionSource Of(string rpc) =>
        Seen.GetOrAdd(rpc, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
