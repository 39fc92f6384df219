using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai complete</c>: continues a text.</summary>
internal static class CompleteCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("complete", "Continue a text; it appears as it is generated.");
        var prompt = new Argument<string>("PROMPT") { Description = "The text to continue; - reads it from stdin" };
        command.Add(prompt);
        var load = new LoadOptions(command, ShippedModel.Chat);
        var sampling = new SamplingOptions(command);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        load.Require(command, connection);
        command.Validators.Add(result =>
        {
            if (result.GetValue(sampling.Logprobs) > 0 && !result.GetValue(json))
                result.AddError("--logprobs is shown only with --json; give both.");
        });

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            var text = await terminal.ReadArgumentAsync(result.GetRequiredValue(prompt), cancellationToken);
            var options = sampling.Read(result, text);
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    if (result.GetValue(json))
                    {
                        JsonOutput.Write(terminal, await Completion.RequestAsync(session.Client, options, cancellationToken));
                        return;
                    }
                    var statistics = await Completion.StreamAsync(session.Client, options, terminal, cancellationToken);
                    terminal.WriteNote(statistics.ToString());
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
