using System.Globalization;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>The progress of a quantisation: a bar on a terminal, a line a phase elsewhere.</summary>
internal static class QuantizationDisplay
{
    private const string Stopped = "stopped";

    /// <summary>Shows updates until they end.</summary>
    /// <returns>The last one.</returns>
    public static async Task<QuantizationProgressUpdate> ShowAsync(
        Terminal terminal, IAsyncEnumerable<QuantizationProgressUpdate> updates)
    {
        var last = new QuantizationProgressUpdate();
        if (!terminal.Notes.Profile.Capabilities.Ansi)
        {
            await foreach (var update in updates)
            {
                if (update.Status != last.Status && update.OutputFile.Length == 0)
                    terminal.WriteNote(update.Status == Stopped ? update.Message : $"{update.Status}: {update.Message}");
                last = update;
            }
            return last;
        }

        await terminal.Notes.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async display =>
            {
                var bar = display.AddTask("queued");
                await foreach (var update in updates)
                {
                    bar.Value = update.ProgressPercent;
                    bar.Description = Markup.Escape(Describe(update));
                    last = update;
                }
            });
        return last;
    }

    /// <summary>The phase, and the time that is left when it is known.</summary>
    internal static string Describe(QuantizationProgressUpdate update) =>
        update.Status == Stopped ? update.Message
        : update.ExtraMetrics.TryGetValue("eta_seconds", out var left) && left >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{update.Status}, {left:0} s left")
        : update.Status;
}
