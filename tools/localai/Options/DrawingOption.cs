using System.CommandLine;
using LocalAI.CommandLine.Pictures;

namespace LocalAI.CommandLine.Options;

/// <summary><c>--output</c>, the same on every command that draws what it found.</summary>
internal sealed class DrawingOption
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "FILE.png",
        Description = "Draw what was found on the photo, as a PNG; what is there goes when the new one is whole",
    };

    /// <summary>Adds the option to a command.</summary>
    public DrawingOption(Command command)
    {
        _output.Validators.Add(result =>
        {
            var file = result.GetValueOrDefault<string?>() ?? "";
            if (!Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase))
                result.AddError($"--output is '{file}'; name a .png file.");
        });
        command.Add(_output);
    }

    /// <summary>Opens the file; null where none was given.</summary>
    /// <exception cref="UserError">Nothing can be drawn on the photo, or the file cannot be written.</exception>
    public DrawingFile? Open(ParseResult result, Photo photo) =>
        result.GetValue(_output) is { } output ? DrawingFile.Open(output, photo) : null;
}
