using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Pictures;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai faces verify</c>: tells whether two photos show one person.</summary>
internal static class FacesVerifyCommand
{
    // 1 is an error, as everywhere.
    private const int NotVerified = 2;

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "verify",
            $"Tell whether two photos show the same person, by the surest face of each. The exit code is 0 when they do, {NotVerified} "
            + "when they do not, and 1 after an error.");
        var first = new Argument<string>("A") { Description = "A photo: a JPEG, PNG, WebP, BMP or GIF file" };
        var second = new Argument<string>("B") { Description = "The photo to compare it with" };
        command.Add(first);
        command.Add(second);
        var threshold = NumberOption.Create("--threshold", "Distance from which on they are two people; 0: the model's own", 0f, 0, 2);
        command.Add(threshold);
        var antiSpoofing = new Option<bool>("--anti-spoofing") { Description = "Both faces are to be live too, and not printed or shown" };
        command.Add(antiSpoofing);
        var load = ImageModelOptions.ForFaces(command);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            var photos = Photo.Read(result.GetRequiredValue(first), result.GetRequiredValue(second));
            var liveness = result.GetValue(antiSpoofing);
            var request = new FaceVerifyRequest
            {
                Img1 = photos[0].ToBase64(),
                Img2 = photos[1].ToBase64(),
                Threshold = result.GetValue(threshold),
                AntiSpoofing = liveness,
            };
            var isVerified = false;
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    var answer = await session.Client.FaceVerifyAsync(request, cancellationToken: cancellationToken);
                    isVerified = answer.Verified;
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, FaceVerificationResult.Of(answer, liveness));
                    else
                        FaceVerificationView.Write(terminal, [photos[0].File, photos[1].File], answer, liveness);
                },
                cancellationToken);
            return isVerified ? 0 : NotVerified;
        });
        return command;
    }
}
