using System.CommandLine;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai plugins</c>: what the host found in its plugin folders.</summary>
internal static class PluginsCommand
{
    /// <summary>The host's flag.</summary>
    public const string Question = "--plugins-json";

    public static Command Create(Terminal terminal)
    {
        var command = new Command("plugins", "Show the plugins, and why one cannot be used.");
        var host = ConnectionOptions.CreateHostOption();
        command.Add(host);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var script = HostScript.Find(result.GetValue(host), AppContext.BaseDirectory);
            var plugins = await HostQuery.AskAsync(script, Question, cancellationToken);
            if (result.GetValue(json))
                JsonOutput.WriteRaw(terminal, plugins);
            else
                PluginsView.Write(terminal, plugins);
            return 0;
        });
        return command;
    }
}
