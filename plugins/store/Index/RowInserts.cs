using System.Runtime.ExceptionServices;

namespace LocalAI.Plugins.Store.Index;

/// <summary>Adds many rows by several threads of their own: the pool's are for requests.</summary>
internal static class RowInserts
{
    // Below so many rows, another thread costs more than it saves.
    private const int RowsPerThread = 32;

    /// <summary>Calls an action for each number from 0 to below a count.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, after any part of them.</exception>
    public static void Run(int count, int threads, Action<int> action, CancellationToken cancellationToken)
    {
        var next = -1;
        ExceptionDispatchInfo? fault = null;
        var helpers = new Thread[Math.Clamp(count / RowsPerThread, 1, threads) - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Work) { IsBackground = true, Name = "store index" };
            helpers[i].Start();
        }
        Work();
        foreach (var helper in helpers)
            helper.Join();
        fault?.Throw();
        cancellationToken.ThrowIfCancellationRequested();

        void Work()
        {
            try
            {
                while (fault is null && !cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) is var i && i < count)
                    action(i);
            }
            catch (Exception e)
            {
                fault = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
