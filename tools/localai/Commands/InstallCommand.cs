using System.CommandLine;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Installation;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai install</c>: lays the plugins out as LocalAI's backends.</summary>
internal static class InstallCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("install", "Lay the plugins out as backends of LocalAI, one folder an engine.");
        var to = new Option<string>("--to")
        {
            HelpName = "DIR",
            Description = "LocalAI's backends folder (its --backends-path); what an earlier install left there is replaced",
            Required = true,
        };
        command.Add(to);
        var host = ConnectionOptions.CreateHostOption();
        command.Add(host);
        var json = JsonOption.AddTo(command);
        command.SetAction(result =>
        {
            var distribution = Distribution.Read(HostScript.Find(result.GetValue(host), AppContext.BaseDirectory));
            var installed = BackendInstaller.Install(distribution, result.GetRequiredValue(to));
            if (result.GetValue(json))
                JsonOutput.Write(terminal, installed);
            else
                InstallView.Write(terminal, installed);
            return 0;
        });
        return command;
    }
}
