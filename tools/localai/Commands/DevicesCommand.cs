using System.CommandLine;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai devices</c>: what models can run on here.</summary>
internal static class DevicesCommand
{
    /// <summary>The host's flag.</summary>
    public const string Question = "--devices-json";

    public static Command Create(Terminal terminal)
    {
        var command = new Command("devices", "Show what models can run on here.");
        var host = ConnectionOptions.CreateHostOption();
        command.Add(host);
        var json = JsonOption.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var script = HostScript.Find(result.GetValue(host), AppContext.BaseDirectory);
            var devices = await HostQuery.AskAsync(script, Question, cancellationToken);
            if (result.GetValue(json))
                JsonOutput.WriteRaw(terminal, devices);
            else
                DevicesView.Write(terminal, devices);
            return 0;
        });
        return command;
    }
}
