namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Passes the progress of a native load on, and tells it when to stop.</summary>
internal sealed class LoadObserver(IProgress<float> progress, CancellationToken cancellationToken)
{
    /// <param name="done">0..1.</param>
    /// <returns>Whether the load goes on.</returns>
    public bool Continues(float done)
    {
        progress.Report(done);
        return !cancellationToken.IsCancellationRequested;
    }
}
