using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using LocalAI.CommandLine.Commands;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine;

/// <summary>The tool as a whole: its commands, and the one place where failures become a sentence and an exit code.</summary>
internal static class CommandLineTool
{
    /// <summary>Runs one command line.</summary>
    /// <returns>
    /// 0, 1 after an error, 2 where the answer is no, 128 + the signal when interrupted, or the exit code of a program run in its place.
    /// </returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, Interruption interruption)
    {
        // A prompt may begin with @, which the parser would otherwise read as the name of a response file.
        var parsed = CreateRootCommand(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
            return ReportWrongUsage(parsed, terminal);

        try
        {
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Console.Profile.Out.Writer,
                Error = terminal.Notes.Profile.Out.Writer,
            };
            return await parsed.InvokeAsync(invocation, interruption.Token);
        }
        catch (Exception) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException)
        {
            terminal.WriteError(e.Message);
            return 1;
        }
    }

    /// <summary>The command tree.</summary>
    internal static RootCommand CreateRootCommand(Terminal terminal)
    {
        var root = new RootCommand("Runs models with LocalAI.Plugins: starts the host, or talks to one that runs.")
        {
            DemoCommand.Create(terminal),
            ServeCommand.Create(),
            ChatCommand.Create(terminal),
            CompleteCommand.Create(terminal),
            EmbedCommand.Create(terminal),
            RerankCommand.Create(terminal),
            TokenizeCommand.Create(terminal),
            FinetuneCommand.Create(terminal),
            CheckpointsCommand.Create(terminal),
            ExportCommand.Create(terminal),
            QuantizeCommand.Create(terminal),
            StoreCommand.Create(terminal),
            DetectCommand.Create(terminal),
            FacesCommand.Create(terminal),
            TemplateCommand.Create(terminal),
            StatusCommand.Create(terminal),
            PluginsCommand.Create(terminal),
            DevicesCommand.Create(terminal),
            BenchCommand.Create(),
            InstallCommand.Create(terminal),
        };
        root.SetAction(result => new HelpAction().Invoke(result));
        return root;
    }

    private static int ReportWrongUsage(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
            terminal.WriteError(error.Message);

        terminal.WriteNote($"'localai{NameOf(parsed.CommandResult)} --help' shows the usage.");
        return 1;
    }

    private static string NameOf(CommandResult result) =>
        result.Command is RootCommand ? "" : $"{NameOf((CommandResult)result.Parent!)} {result.Command.Name}";
}
