using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai export</c>: makes a model or an adapter of a checkpoint.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("export", "Make a model, or an adapter for one, of what a training left.");
        var checkpoint = new Argument<string>("CHECKPOINT")
        {
            Description = "A checkpoint's folder, or the folder with all of them for the last",
        };
        var format = new Argument<string>("FORMAT") { Description = "lora, safetensors, merged_16bit, merged_4bit or gguf" };
        var to = new Option<string>("--to") { HelpName = "DIR", Description = "The folder for the result", Required = true };
        var quantize = new Option<string>("--quantize")
        {
            HelpName = "TYPE",
            Description = "With gguf: how the weights are stored, such as q8_0 or q4_k_m [default: 16 bits]",
            DefaultValueFactory = _ => "",
        };
        var model = new Option<string?>("--base") { HelpName = "MODEL", Description = "The base, where it is no longer where it was" };
        command.Add(checkpoint);
        command.Add(format);
        command.Add(to);
        command.Add(quantize);
        command.Add(model);
        var options = new EngineOptions(command, "\"rerank_template:{query} {document}\"");
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);

        command.SetAction(async (result, cancellationToken) =>
        {
            // The host may run in another folder.
            var request = new ExportModelRequest
            {
                CheckpointPath = Path.GetFullPath(result.GetRequiredValue(checkpoint)),
                OutputPath = Path.GetFullPath(result.GetRequiredValue(to)),
                ExportFormat = result.GetRequiredValue(format),
                QuantizationMethod = result.GetRequiredValue(quantize),
                Model = result.GetValue(model) is { } path ? Path.GetFullPath(path) : "",
            };
            foreach (var (name, value) in options.Read(result))
                request.ExtraOptions[name] = value;
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var answer = new Result();
                    await LoadDisplay.ShowAsync(terminal, $"Exporting {request.ExportFormat}", null, async () =>
                        answer = await session.Client.ExportModelAsync(request, cancellationToken: cancellationToken));
                    if (!answer.Success)
                        throw new UserError(answer.Message);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, ExportResult.Of(request));
                    else
                        terminal.Console.WriteLine(request.OutputPath);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
