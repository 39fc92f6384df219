using System.Diagnostics;
using System.Globalization;
using LocalAI.CommandLine.Hosting;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>A spinner with the time passed and the host's latest line, for as long as something takes. Only on a terminal.</summary>
internal static class LoadDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Shows the display while <paramref name="work"/> runs.</summary>
    public static async Task ShowAsync(Terminal terminal, string what, HostOutput? output, Func<Task> work)
    {
        if (!terminal.Notes.Profile.Capabilities.Ansi)
        {
            await work();
            return;
        }

        await terminal.Notes.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(what), async display =>
        {
            var clock = Stopwatch.StartNew();
            var running = work();
            while (await Task.WhenAny(running, Task.Delay(Refresh)) != running)
                display.Status(Describe(what, clock.Elapsed, output?.Latest, terminal.Notes.Profile.Width));
            await running;
        });
    }

    /// <summary>One line of markup, no wider than the terminal.</summary>
    internal static string Describe(string what, TimeSpan elapsed, string? latest, int width)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{what} {elapsed.TotalSeconds:0.0} s");
        var room = width - head.Length - 5;
        if (string.IsNullOrEmpty(latest) || room < 10)
            return Markup.Escape(head);
        return $"{Markup.Escape(head)} [dim]{Markup.Escape(latest.Length > room ? latest[..room] : latest)}[/]";
    }
}
