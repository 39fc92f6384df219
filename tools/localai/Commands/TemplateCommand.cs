using System.CommandLine;
using System.Globalization;
using LocalAI.CommandLine.Rendering;
using LocalAI.CommandLine.Templates;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai template render</c>: shows what a chat template makes of inputs.</summary>
internal static class TemplateCommand
{
    public static Command Create(Terminal terminal) => new("template", "Work with chat templates.") { CreateRender(terminal) };

    private static Command CreateRender(Terminal terminal)
    {
        var command = new Command("render", "Render chat templates: a line of JSON in, a line of JSON out.");
        var batch = new Option<string>("--batch")
        {
            HelpName = "FILE",
            Description = "Lines of {\"template\": PATH, \"inputs\": {…}}; - reads stdin. Each gives {\"text\": …} or {\"error\": …}",
            Required = true,
        };
        command.Add(batch);
        var now = new Option<DateTime?>("--now")
        {
            HelpName = "TIME",
            Description = "What strftime_now shows, such as 2026-07-04T12:00:00; the time of this machine where it is left out",
            CustomParser = result =>
            {
                if (DateTime.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
                    return time;
                result.AddError($"--now takes a time such as 2026-07-04T12:00:00, not '{result.Tokens[0].Value}'.");
                return null;
            },
        };
        command.Add(now);

        command.SetAction(async (result, cancellationToken) =>
        {
            var clock = result.GetValue(now) is { } time ? new FixedTime(time) : TimeProvider.System;
            var file = result.GetRequiredValue(batch);
            using var lines = terminal.OpenText(file);
            await new TemplateBatch(clock).RenderAsync(lines, terminal.Data, cancellationToken);
            return 0;
        });
        return command;
    }
}
