using System.Globalization;
using LocalAI.Plugins.Protocol;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LocalAI.CommandLine.Rendering;

/// <summary>The progress of a training: a bar over the curve of the loss on a terminal, a line now and then elsewhere.</summary>
internal static class FineTuneDisplay
{
    /// <summary>Lines that a whole training writes where there is no terminal, beside one for each phase.</summary>
    private const int Lines = 20;

    /// <summary>Shows updates until they end.</summary>
    /// <returns>The last one.</returns>
    public static async Task<FineTuneProgressUpdate> ShowAsync(Terminal terminal, IAsyncEnumerable<FineTuneProgressUpdate> updates)
    {
        if (!terminal.Notes.Profile.Capabilities.Ansi)
            return await WriteLinesAsync(terminal, updates);
        var last = new FineTuneProgressUpdate();
        var curve = new LossCurve();
        await terminal.Notes.Live(new Text("")).AutoClear(false).StartAsync(async display =>
        {
            await foreach (var update in updates)
            {
                last = update;
                if (update is { Status: "training", CurrentStep: > 0 })
                    curve.Add(update.CurrentStep, update.Loss);
                display.UpdateTarget(Draw(update, curve, terminal.Notes.Profile.Width));
            }
        });
        return last;
    }

    /// <summary>Where the training is, in one line.</summary>
    internal static string Describe(FineTuneProgressUpdate update)
    {
        // Why it failed is what the command ends with.
        if (update.CurrentStep == 0 || update.Status == "stopped")
            return update.Message.Length > 0 && update.Status != "failed" ? $"{update.Status}: {update.Message}" : update.Status;
        var evaluated = update.EvalLoss > 0 ? string.Create(CultureInfo.InvariantCulture, $", evaluated {update.EvalLoss:0.0000}") : "";
        var left = update.EtaSeconds >= 1 ? $", {Duration(update.EtaSeconds)} left" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{update.Status}: step {update.CurrentStep} of {update.TotalSteps}, loss {update.Loss:0.0000}{evaluated}{left}");
    }

    private static async Task<FineTuneProgressUpdate> WriteLinesAsync(Terminal terminal, IAsyncEnumerable<FineTuneProgressUpdate> updates)
    {
        var last = new FineTuneProgressUpdate();
        var written = 0f;
        await foreach (var update in updates)
        {
            if (update.Status != last.Status || update.ProgressPercent >= written + (100f / Lines))
            {
                terminal.WriteNote(Describe(update));
                written = update.ProgressPercent;
            }
            last = update;
        }
        return last;
    }

    private static Rows Draw(FineTuneProgressUpdate update, LossCurve curve, int width)
    {
        var wide = Math.Clamp(width - 12, 10, 100);
        var filled = (int)Math.Round(wide * Math.Clamp(update.ProgressPercent, 0, 100) / 100);
        List<IRenderable> rows =
        [
            new Text(Describe(update)),
            new Markup($"[blue]{new string('━', filled)}[/][dim]{new string('━', wide - filled)}[/] {update.ProgressPercent:0} %"),
        ];
        rows.AddRange(curve.Draw(wide).Select(line => new Text(line)));
        return new Rows(rows);
    }

    private static string Duration(float seconds) => seconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
        : seconds < 5400 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h");
}
