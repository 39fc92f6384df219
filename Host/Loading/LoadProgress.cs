namespace LocalAI.Plugins.Host.Loading;

/// <summary>Logs the progress of a load, a line for every tenth.</summary>
internal sealed class LoadProgress(ILogger logger, string model) : IProgress<float>
{
    private int _tenths;

    /// <inheritdoc/>
    public void Report(float value)
    {
        if (!float.IsFinite(value))
            return;
        var tenths = (int)(Math.Clamp(value, 0, 1) * 10);
        if (tenths > Interlocked.Exchange(ref _tenths, tenths))
            Log.Progress(logger, model, tenths * 10);
    }
}
