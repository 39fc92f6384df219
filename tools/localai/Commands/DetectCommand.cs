using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Pictures;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai detect</c>: finds objects in a photo.</summary>
internal static class DetectCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("detect", "Find objects in a photo, and draw them.");
        var file = new Argument<string>("PHOTO") { Description = "A JPEG, PNG, WebP, BMP or GIF file" };
        command.Add(file);
        var output = new DrawingOption(command);
        var threshold = NumberOption.Create("--threshold", "Least confidence; 0: the model's own", 0f, 0, 1);
        command.Add(threshold);
        var prompt = new Option<string>("--prompt")
        {
            HelpName = "NAMES",
            Description = "Find these only: names of classes, such as \"dog, bicycle\" [default: all]",
            DefaultValueFactory = _ => "",
        };
        command.Add(prompt);
        var load = ImageModelOptions.ForObjects(command);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        load.Require(command, connection);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            var photo = Photo.Read(result.GetRequiredValue(file))[0];
            using var drawing = output.Open(result, photo);
            var request = new DetectOptions
            {
                Src = photo.ToBase64(),
                Prompt = result.GetRequiredValue(prompt),
                Threshold = result.GetValue(threshold),
            };
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    var answer = await session.Client.DetectAsync(request, cancellationToken: cancellationToken);
                    drawing?.Write(Marks.Of(answer));
                    if (result.GetValue(json))
                    {
                        JsonOutput.Write(terminal, DetectionsResult.Of(answer, drawing?.Output));
                        return;
                    }
                    DetectionsView.Write(terminal, answer.Detections);
                    if (drawing is not null)
                        terminal.WriteNote($"The drawing is in {drawing.Output}.");
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
