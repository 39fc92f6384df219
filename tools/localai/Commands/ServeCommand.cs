using System.CommandLine;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai serve</c>: becomes the host.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run the host; all other arguments are passed to it ('localai serve -- --help' lists them).")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        var host = ConnectionOptions.CreateHostOption();
        command.Add(host);
        command.SetAction((result, _) =>
            ProcessControl.BecomeAsync(HostScript.Find(result.GetValue(host), AppContext.BaseDirectory), result.UnmatchedTokens));
        return command;
    }
}
