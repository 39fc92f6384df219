using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using Spectre.Console;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai finetune</c>: trains a model.</summary>
internal static class FinetuneCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("finetune", "Train a model on a dataset; what it prints at the end is the checkpoint to export.");
        var model = new Argument<string>("MODEL") { Description = "The base: a Hugging Face folder, or a .gguf file in f32, f16, bf16 or q8_0" };
        var dataset = new Argument<string>("DATASET") { Description = "A .jsonl, .json, .csv, .parquet or .txt file" };
        var to = new Option<string>("--to") { HelpName = "DIR", Description = "The folder for checkpoints", Required = true };
        command.Add(model);
        command.Add(dataset);
        command.Add(to);
        var training = new TrainingOptions(command);
        var resume = new Option<string?>("--resume") { HelpName = "DIR", Description = "Go on from this checkpoint" };
        command.Add(resume);
        var options = new EngineOptions(command, "max_seq_length:1024");
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);

        command.SetAction(async (result, cancellationToken) =>
        {
            var request = training.Read(result);
            // The host may run in another folder.
            request.Model = Path.GetFullPath(result.GetRequiredValue(model));
            request.DatasetSource = Path.GetFullPath(result.GetRequiredValue(dataset));
            request.OutputDir = Path.GetFullPath(result.GetRequiredValue(to));
            request.JobId = Guid.NewGuid().ToString();
            if (result.GetValue(resume) is { } checkpoint)
                request.ResumeFromCheckpoint = Path.GetFullPath(checkpoint);
            foreach (var (name, value) in options.Read(result))
                request.ExtraOptions[name] = value;
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var last = await FineTuneJob.RunAsync(session.Client, request, terminal, cancellationToken);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, FineTuneResult.Of(last));
                    else
                        terminal.Console.WriteLine(last.CheckpointPath);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
