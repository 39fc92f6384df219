using System.CommandLine;
using LocalAI.Plugins.Bench.Measures;
using LocalAI.Plugins.Bench.Reporting;
using Spectre.Console;

namespace LocalAI.Plugins.Bench;

/// <summary>The command line: which measures to run, how often, and where the result goes.</summary>
internal static class BenchCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var only = new Option<string[]>("--only")
        {
            Description = "Run only the measure of this name; may be given several times",
            HelpName = "NAME",
        };
        only.Validators.Add(result =>
        {
            var unknown = result.Tokens.Select(token => token.Value).Where(name => !Catalog.Names.Contains(name));
            foreach (var name in unknown)
                result.AddError($"There is no measure '{name}'; choose from {string.Join(", ", Catalog.Names)}.");
        });
        var rounds = new Option<int>("--rounds")
        {
            Description = "How many pairs of ours and reference are measured in turn, at least",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError($"--rounds is {result.Tokens[0].Value}; give a number from 1 to 1000.");
        });
        var json = new Option<FileInfo?>("--json")
        {
            Description = "Also write the result with every sample to this file",
            HelpName = "FILE",
        };
        var list = new Option<bool>("--list") { Description = "Print the measures and their targets" };

        const string About = "Measures the host and the llama engine side by side with bare native code and with others.";
        var command = new RootCommand(About) { only, rounds, json, list };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var console = ResultTable.Prepare(AnsiConsole.Console);
            if (parsed.GetValue(list))
            {
                ResultTable.List(console, Catalog.All(new Workbench()));
                return 0;
            }
            var run = new BenchRun(console, parsed.GetValue(rounds), parsed.GetValue(only) ?? []);
            var report = await run.RunAsync(cancellationToken);
            ResultTable.Show(console, report);
            if (parsed.GetValue(json) is { } file)
                ResultJson.Write(file, report);
            return report.Results.Any(result => result.Failure is { IsError: true }) ? 1 : 0;
        });
        return await command.Parse(args).InvokeAsync();
    }
}
