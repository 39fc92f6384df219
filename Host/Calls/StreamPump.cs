using Grpc.Core;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>Writes an engine's stream to the client.</summary>
internal static class StreamPump
{
    /// <summary>
    /// How many messages may wait in the buffer. As long as the engine has the next one ready, a flush for every message would
    /// only cost system calls; the first one that has to be waited for flushes them all.
    /// </summary>
    private const int MostBuffered = 32;

    private static readonly WriteOptions Buffer = new(WriteFlags.BufferHint);

    public static async Task RunAsync<T>(
        IAsyncEnumerable<T> stream, IServerStreamWriter<T> writer, CancellationToken cancellationToken)
    {
        var messages = stream.GetAsyncEnumerator(cancellationToken);
        var next = messages.MoveNextAsync();
        var waiting = true;
        try
        {
            for (var buffered = 0; await next; buffered++)
            {
                waiting = false;
                var message = messages.Current;
                next = messages.MoveNextAsync();
                waiting = true;

                var more = next.IsCompletedSuccessfully && buffered < MostBuffered;
                if (!more)
                    buffered = 0;
                writer.WriteOptions = more ? Buffer : null;

                // A client that does not read must not keep a call alive that was cancelled; the token given to the writer itself
                // would reset the stream instead of answering with a status.
                var write = writer.WriteAsync(message, CancellationToken.None);
                if (!write.IsCompletedSuccessfully)
                    await write.WaitAsync(cancellationToken);
            }
            waiting = false;
        }
        finally
        {
            if (waiting)
                await Settle(next);
            await messages.DisposeAsync();
        }
    }

    // An enumerator may not be disposed while it works on its next element; that it fails then adds nothing.
    private static async ValueTask Settle(ValueTask<bool> next)
    {
        try
        {
            await next;
        }
        catch (Exception)
        {
            // The failure that brought us here is the one that is reported.
        }
    }
}
