namespace LocalAI.Plugins.Faces.Requests;

/// <summary>Does the same for the two images of a call at once.</summary>
internal static class Both
{
    /// <summary>Runs both to their end; where both fail, the first one's reason is told, and what the other made is given back.</summary>
    public static async Task<(T First, T Second)> RunAsync<T>(Func<T> first, Func<T> second)
    {
        var other = Task.Run(second);
        var own = Task.Run(first);
        try
        {
            await Task.WhenAll(own, other);
            return (await own, await other);
        }
        catch
        {
            foreach (var task in (Task<T>[])[own, other])
            {
                if (task.IsCompletedSuccessfully)
                    (await task as IDisposable)?.Dispose();
            }
            throw;
        }
    }
}
