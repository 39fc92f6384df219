using System.Runtime.CompilerServices;
using Grpc.Core;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>Gives an engine the requests of a client's stream.</summary>
internal static class RequestStream
{
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        IAsyncStreamReader<T> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync(requests, cancellationToken))
            yield return requests.Current;
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncStreamReader<T> requests, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.MoveNext(cancellationToken);
        }
        catch (IOException e)
        {
            // The reader reports a client that went away as an I/O failure; for an engine that is a cancellation like any other.
            throw new OperationCanceledException("The client went away.", e, cancellationToken);
        }
    }
}
