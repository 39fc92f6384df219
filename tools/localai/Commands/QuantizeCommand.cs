using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai quantize</c>: makes a model smaller.</summary>
internal static class QuantizeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("quantize", "Make a model smaller: a GGUF file, or a Hugging Face folder, becomes a GGUF file.");
        var model = new Argument<string>("MODEL") { Description = "A .gguf file, or a folder with config.json and safetensors" };
        var type = new Argument<string>("TYPE") { Description = "How its weights are stored, such as q4_k_m, q8_0 or f16" };
        var to = new Option<string>("--to")
        {
            HelpName = "DIR",
            Description = "The folder for the result, model-TYPE.gguf",
            Required = true,
        };
        command.Add(model);
        command.Add(type);
        command.Add(to);
        var options = new EngineOptions(command, "threads:4");
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);

        command.SetAction(async (result, cancellationToken) =>
        {
            // The host may run in another folder.
            var path = result.GetRequiredValue(model);
            var request = new QuantizationRequest
            {
                Model = Path.Exists(path) ? Path.GetFullPath(path) : path,
                QuantizationType = result.GetRequiredValue(type),
                OutputDir = Path.GetFullPath(result.GetRequiredValue(to)),
                JobId = Guid.NewGuid().ToString(),
            };
            foreach (var (name, value) in options.Read(result))
                request.ExtraOptions[name] = value;
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var last = await QuantizationJob.RunAsync(session.Client, request, terminal, cancellationToken);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, QuantizationResult.Of(last));
                    else
                        terminal.Console.WriteLine(last.OutputFile);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
