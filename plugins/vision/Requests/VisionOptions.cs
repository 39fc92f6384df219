using System.Globalization;
using System.Text;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Requests;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Inputs;

namespace LocalAI.Plugins.Vision.Requests;

/// <summary>The register of all <c>Options</c>: parsing, messages and the documentation come from it.</summary>
internal static class VisionOptions
{
    /// <summary>The options in the order of the documentation.</summary>
    public static IReadOnlyList<VisionOption> All { get; } =
    [
        Words("family", "by the outputs", "The family whose outputs the model has, where it is not recognised or not rightly.",
            (settings, value) => settings with { Family = value }, [.. FamilyTable.All.Select(family => family.Name)]),
        new("labels", "see Labels", "a file", "The classes' names, one a line in the model's order; a relative path is beside the model.",
            (settings, value) => value is { Length: > 0 } ? settings with { Labels = value } : null),
        new("threshold", "the family's", "a number from 0.001 to 1", "The least confidence of a request that has none.",
            (settings, value) => OptionValue.Number(value, 0.001f, 1) is { } number ? settings with { Threshold = number } : null),
        new("nms", "0.45", "a number from 0 to 1",
            "Of two boxes of one class that overlap by more than this (intersection over union) only the surer one is an object.",
            (settings, value) => OptionValue.Number(value, 0, 1) is { } number ? settings with { Overlap = number } : null),
        new("max_detections", "300", "an integer from 1 to 1000", "The most objects of an answer; the surest are kept.",
            (settings, value) => OptionValue.Integer(value, 1, 1000) is { } number ? settings with { MaxDetections = number } : null),
        new("size", "640", "N or WIDTHxHEIGHT, multiples of 32 from 32 to 4096",
            "The size that pictures are brought to, where the model leaves it open.",
            (settings, value) => InputSize.Read(value) is { } size ? settings with { Size = size, HasSize = true } : null),
        Words("order", "the family's", "The order of the colours that the model was trained with.",
            (settings, value) => settings with { Order = Enum.Parse<ChannelOrder>(value, ignoreCase: true) }, "rgb", "bgr"),
        Words("scale", "the family's", "The colours' range: 0..255, 0..1, -1..1, or with ImageNet's means and deviations.",
            (settings, value) => settings with { Scale = Enum.Parse<PixelScale>(value, ignoreCase: true) },
            "raw", "unit", "signed", "imagenet"),
        Words("fit", "the family's", "How pictures come into the input: stretched, or in their own aspect ratio at the top left or centre.",
            (settings, value) => settings with { Fit = Enum.Parse<PictureFit>(value, ignoreCase: true) }, "stretch", "topleft", "centre"),
        Words("scores", "softmax with 92 logits, else sigmoid",
            "For DETR: whether the logits of a query are each on their own, or exclude each other with the last one for nothing.",
            (settings, value) => settings with { IsSoftmax = value == "softmax" }, "sigmoid", "softmax"),
        new("threads", "Threads, else one a core", "an integer from 1 to 1024", "Threads that one call may use.",
            (settings, value) => OptionValue.Integer(value, 1, 1024) is { } number
                ? settings with { Threads = Math.Min(number, Environment.ProcessorCount) }
                : null),
    ];

    /// <summary>The option of a name, or null.</summary>
    public static VisionOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);

    /// <summary>The table of the documentation.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| Option | Values | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var option in All)
            table.Append(CultureInfo.InvariantCulture, $"| `{option.Name}` | {option.Expects} | {option.Default} | {option.Meaning} |\n");
        return table.ToString();
    }

    private static VisionOption Words(
        string name, string @default, string meaning, Func<VisionSettings, string, VisionSettings> apply, params string[] words) =>
        new(name, @default, string.Join(", ", words), meaning,
            (settings, value) => value is not null && words.Contains(value) ? apply(settings, value) : null);
}
