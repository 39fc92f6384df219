using System.Diagnostics;
using System.Globalization;
using LocalAI.CommandLine.Stores;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>How far rows are: a bar on a terminal, a line every few seconds elsewhere.</summary>
internal static class TransferDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>Shows the progress while <paramref name="work"/> runs.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> ShowAsync(Terminal terminal, TransferProgress progress, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        if (!terminal.Notes.Profile.Capabilities.Ansi)
        {
            await FollowAsync(work(), BetweenLines, () => terminal.WriteNote(Describe(progress, clock.Elapsed)));
            return clock.Elapsed;
        }

        List<ProgressColumn> columns = [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn()];
        if (progress.Fraction is not null)
            columns.Add(new PercentageColumn());
        await terminal.Notes.Progress().AutoClear(true).Columns([.. columns]).StartAsync(async display =>
        {
            var bar = display.AddTask(Markup.Escape(Describe(progress, clock.Elapsed)), maxValue: 1);
            bar.IsIndeterminate = progress.Fraction is null;
            await FollowAsync(work(), Refresh, () =>
            {
                bar.Value = progress.Fraction ?? 0;
                bar.Description = Markup.Escape(Describe(progress, clock.Elapsed));
            });
        });
        return clock.Elapsed;
    }

    /// <summary>What is done: 12,000 rows in 1.5 s, 8,000 rows/s.</summary>
    public static string Summarize(TransferProgress progress, TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture,
        $"{progress.DescribeRows()} in {elapsed.TotalSeconds:0.0} s, {Rate(progress, elapsed):N0} rows/s");

    /// <summary>Where it is, in one line.</summary>
    internal static string Describe(TransferProgress progress, TimeSpan elapsed)
    {
        if (progress.Rows == 0)
            return progress.DescribeRows();
        var left = progress.Fraction is > 0 and < 1 and var done ? elapsed * ((1 - done) / done) : TimeSpan.Zero;
        var describedLeft = left.TotalSeconds >= 1 ? $", {Duration(left)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{progress.DescribeRows()}, {Rate(progress, elapsed):N0} rows/s{describedLeft}");
    }

    private static double Rate(TransferProgress progress, TimeSpan elapsed) =>
        elapsed > TimeSpan.Zero ? progress.Rows / elapsed.TotalSeconds : 0;

    private static async Task FollowAsync(Task work, TimeSpan interval, Action show)
    {
        while (await Task.WhenAny(work, Task.Delay(interval)) != work)
            show();
        await work;
    }

    private static string Duration(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalMinutes < 90 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h");
}
