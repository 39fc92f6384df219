using System.CommandLine;
using System.CommandLine.Help;
using LocalAI.Plugins.Forge.Commands;
using Spectre.Console;

namespace LocalAI.Plugins.Forge;

/// <summary>The command line: what makes the models that the project ships.</summary>
internal static class ForgeCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>0, or 1 after an error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Makes the small models that this project ships, and what they are trained with.")
        {
            DataCommand.Create(AnsiConsole.Console),
        };
        root.SetAction(result => new HelpAction().Invoke(result));
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
