using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Health;

/// <summary>Answers Free: every model goes; LocalAI gives this five seconds before it ends the process.</summary>
internal sealed class ModelRelease(Router router, ILogger<ModelRelease> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    public async Task<Result> FreeAsync()
    {
        await ReleaseAsync();
        return new Result { Success = true };
    }

    /// <summary>Takes the models out of the routes, lets their calls finish for a moment, then cancels them.</summary>
    public async Task ReleaseAsync()
    {
        var retired = router.RemoveAll();
        var disposed = Task.WhenAll(retired.Select(model => model.Disposed));
        if (await EndsInTime(disposed))
            return;

        foreach (var model in retired)
            model.CancelCalls();
        if (await EndsInTime(disposed))
            return;
        foreach (var model in retired.Where(model => !model.Disposed.IsCompleted))
            Log.CallsDoNotEnd(logger, model.Name);
    }

    private static async Task<bool> EndsInTime(Task disposed) => await Task.WhenAny(disposed, Task.Delay(Patience)) == disposed;
}
