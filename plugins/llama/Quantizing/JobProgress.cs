using System.Diagnostics;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>Turns the work that is done into updates: not one for each group of rows, but often enough to watch.</summary>
internal sealed class JobProgress(string jobId, JobHistory<QuantizationProgressUpdate> history)
{
    /// <summary>Least step between two updates of one phase, as a share of the whole work.</summary>
    private const double Step = 0.005;

    /// <summary>Longest silence.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private long _started = Stopwatch.GetTimestamp();
    private long _lastTime;
    private double _lastShare = -1;
    private string _lastStatus = "";

    /// <summary>Says how far the work is.</summary>
    /// <param name="status">The phase.</param>
    /// <param name="share">The part of the whole work that is done, from 0 to 1.</param>
    /// <param name="message">What is in work.</param>
    public void Report(string status, double share, string message)
    {
        var isNews = status != _lastStatus || share >= _lastShare + Step || Stopwatch.GetElapsedTime(_lastTime) > Silence;
        if (!isNews)
            return;
        // Waiting for a turn says nothing about the time that the work takes.
        if (_lastStatus == JobStatus.Queued && status != JobStatus.Queued)
            _started = Stopwatch.GetTimestamp();
        (_lastStatus, _lastShare, _lastTime) = (status, share, Stopwatch.GetTimestamp());
        // 100 is for the file that has its name.
        var update = Update(status, (float)Math.Clamp(100 * share, 0, 99.9), message);
        if (share > 0)
        {
            var left = Stopwatch.GetElapsedTime(_started).TotalSeconds * (1 - share) / share;
            update.ExtraMetrics["eta_seconds"] = (float)left;
        }
        history.Add(update);
    }

    /// <summary>Says that the job is over, without an output.</summary>
    public void End(string status, string message) => history.Add(Update(status, 0, message));

    /// <summary>Says that the output is there.</summary>
    public void Complete(string file, long bytes, string message)
    {
        var update = Update(JobStatus.Completed, 100, message);
        update.OutputFile = file;
        update.ExtraMetrics["file_size_mb"] = (float)(bytes / 1048576.0);
        update.ExtraMetrics["eta_seconds"] = 0;
        history.Add(update);
    }

    private QuantizationProgressUpdate Update(string status, float percent, string message) =>
        new() { JobId = jobId, Status = status, ProgressPercent = percent, Message = message };
}
