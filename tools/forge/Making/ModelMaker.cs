using System.Globalization;
using LocalAI.Plugins.Forge.Chat;
using LocalAI.Plugins.Forge.Data;
using LocalAI.Plugins.Forge.Measuring;

namespace LocalAI.Plugins.Forge.Making;

/// <summary>Makes a model from nothing but this program: its data, its training, its GGUF file, its card.</summary>
/// <param name="model">Which.</param>
/// <param name="tool">Trains and exports it.</param>
/// <param name="plugin">The folder of the llama plugin, which it is measured with.</param>
internal sealed class ModelMaker(ForgedModel model, LocalAITool tool, DirectoryInfo plugin)
{
    private const int HeldOut = 200;

    /// <summary>Tells what is done next.</summary>
    public required Action<string> Report { get; init; }

    /// <summary>Makes it, or goes on where it was interrupted: equal data and an exact checkpoint give the same model.</summary>
    /// <param name="work">The folder for its data and its checkpoints, which stay there.</param>
    /// <param name="to">The folder for the model and its card.</param>
    /// <param name="seed">What chance begins with.</param>
    /// <param name="cancellationToken">Stops it; a training leaves a checkpoint.</param>
    public async Task MakeAsync(DirectoryInfo work, DirectoryInfo to, ulong seed, CancellationToken cancellationToken)
    {
        var (data, start, training) =
            (work.CreateSubdirectory("data"), work.CreateSubdirectory("start"), work.CreateSubdirectory("training"));
        Report($"Writing data to {data}");
        model.WriteData(new SetSettings(data, seed, model.Samples, HeldOut), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(start.FullName, "config.json"), model.Config().ToJsonString(), cancellationToken);
        if (model.Chats)
            await File.WriteAllTextAsync(Path.Combine(start.FullName, "chat_template.jinja"), ChatText.Template, cancellationToken);
        Report($"Training into {training}");
        await tool.RunAsync(
            [
                "finetune", start.FullName, Path.Combine(data.FullName, "train.jsonl"), "--to", training.FullName, .. Resume(training),
                "--seed", seed.ToString(CultureInfo.InvariantCulture), .. ForgedModel.CommonTraining, .. model.Training,
            ], cancellationToken);
        // A model is named after the folder that it is exported to.
        var exported = new DirectoryInfo(Path.Combine(work.FullName, model.Name));
        await tool.RunAsync(
            ["export", training.FullName, "gguf", "--quantize", "q8_0", "--to", exported.FullName, .. model.Export], cancellationToken);
        var file = exported.EnumerateFiles("*.gguf").Single();
        Report($"Measuring {file}");
        var scores = new List<Score>();
        await foreach (var score in HeldOutMeasure.MeasureAsync(file, data, plugin, "", cancellationToken))
        {
            Report(score.ToTableRow());
            scores.Add(score);
        }
        to.Create();
        Replace(Path.Combine(to.FullName, file.Name), partial => file.CopyTo(partial, overwrite: true));
        Replace(Path.Combine(to.FullName, "README.md"), partial => File.WriteAllText(partial, ModelCard.Write(model, file, scores)));
        Report($"Made {Path.Combine(to.FullName, file.Name)}");
    }

    private static string[] Resume(DirectoryInfo training)
    {
        const string name = "checkpoint-";
        var last = training.EnumerateDirectories(name + "*")
            .MaxBy(folder => long.TryParse(folder.Name.AsSpan(name.Length), CultureInfo.InvariantCulture, out var step) ? step : -1);
        return last is null ? [] : ["--resume", last.FullName];
    }

    private static void Replace(string path, Action<string> write)
    {
        var partial = path + ".partial";
        write(partial);
        File.Move(partial, path, overwrite: true);
    }
}
