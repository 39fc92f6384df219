namespace LocalAI.Plugins.Tests;

/// <summary>Whether unloaded code has left the process.</summary>
internal static class Collected
{
    private const int MostCollections = 10;

    /// <summary>Collects up to ten times, with longer and longer pauses in between.</summary>
    /// <param name="code">An assembly that was unloaded.</param>
    /// <returns>Whether it is gone.</returns>
    public static async Task<bool> IsAsync(WeakReference code)
    {
        for (var round = 0; round < MostCollections; round++)
        {
            // Away from the stack of whatever used the code, and a pause for threads of the pool that have its frames on theirs.
            await Task.Delay(TimeSpan.FromMilliseconds(100 * round));
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (!code.IsAlive)
                return true;
        }
        return false;
    }
}
