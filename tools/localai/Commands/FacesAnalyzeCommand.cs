using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Pictures;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai faces analyze</c>: describes the faces in a photo.</summary>
internal static class FacesAnalyzeCommand
{
    private static readonly string[] KnownActions = ["age", "gender", "emotion", "race"];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("analyze", "Describe the faces in a photo, and draw them.");
        var file = new Argument<string>("PHOTO") { Description = "A JPEG, PNG, WebP, BMP or GIF file" };
        command.Add(file);
        var output = new DrawingOption(command);
        var actions = CreateActions();
        command.Add(actions);
        var antiSpoofing = new Option<bool>("--anti-spoofing") { Description = "Tell too whether each face is live, not printed or shown" };
        command.Add(antiSpoofing);
        var load = ImageModelOptions.ForFaces(command);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            var photo = Photo.Read(result.GetRequiredValue(file))[0];
            using var drawing = output.Open(result, photo);
            var liveness = result.GetValue(antiSpoofing);
            var request = new FaceAnalyzeRequest { Img = photo.ToBase64(), AntiSpoofing = liveness };
            request.Actions.AddRange(Split(result.GetValue(actions)));
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    var answer = await session.Client.FaceAnalyzeAsync(request, cancellationToken: cancellationToken);
                    drawing?.Write(Marks.Of(answer, liveness));
                    if (result.GetValue(json))
                    {
                        JsonOutput.Write(terminal, FaceAnalysisResult.Of(answer, liveness, drawing?.Output));
                        return;
                    }
                    FaceAnalysisView.Write(terminal, answer.Faces, liveness);
                    if (drawing is not null)
                        terminal.WriteNote($"The drawing is in {drawing.Output}.");
                },
                cancellationToken);
            return 0;
        });
        return command;
    }

    private static Option<string?> CreateActions()
    {
        var option = new Option<string?>("--actions")
        {
            HelpName = "NAMES",
            Description = $"What to tell, of {string.Join(", ", KnownActions)}, with commas [default: all that the model can]",
        };
        option.Validators.Add(result =>
        {
            if (Split(result.GetValueOrDefault<string?>()).FirstOrDefault(name => !KnownActions.Contains(name)) is { } unknown)
                result.AddError($"--actions has '{unknown}'; expected {string.Join(", ", KnownActions)}, with commas.");
        });
        return option;
    }

    private static string[] Split(string? actions) =>
        actions?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
