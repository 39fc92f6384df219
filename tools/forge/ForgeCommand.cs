using System.CommandLine;
using System.CommandLine.Help;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Forge.Commands;
using Spectre.Console;

namespace LocalAI.Plugins.Forge;

/// <summary>The command line: what makes the models that the project ships.</summary>
internal static class ForgeCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="error">Where failures go, a sentence each.</param>
    /// <returns>0, or 1 after an error.</returns>
    public static async Task<int> RunAsync(string[] args, IAnsiConsole console, TextWriter error)
    {
        var root = new RootCommand("Makes the small models that this project ships, and what they are trained with.")
        {
            DataCommand.Create(console),
            MakeCommand.Create(console),
            MeasureCommand.Create(console),
        };
        root.SetAction(result => new HelpAction().Invoke(result));
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = console.Profile.Out.Writer,
                Error = error,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EngineException)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
