using System.Globalization;
using System.Text;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Faces.Requests;

/// <summary>The register of all <c>Options</c>: parsing, messages and the documentation come from it.</summary>
internal static class FacesOptions
{
    public const string Engine = "engine";
    public const string Pack = "model_pack";
    public const string Root = "root";
    public const string Detector = "detector_onnx";
    public const string Recognizer = "recognizer_onnx";
    public const string AntispoofV2 = "antispoof_v2_onnx";
    public const string AntispoofV1Se = "antispoof_v1se_onnx";

    private const int SizeMultiple = 32;
    private const int LargestSize = 2048;

    /// <summary>The options in the order of the documentation.</summary>
    public static IReadOnlyList<FacesOption> All { get; } =
    [
        new(Engine, "by Model", "default, insightface, onnx_direct, opencv",
            "Where the models are from: the plugin's own pack, a pack of InsightFace's, or OpenCV's pair that the options below name.",
            (settings, value) => ReadEngine(value) is { } engine ? settings with { Engine = engine } : null),
        new(Pack, "buffalo_l, or by Model", "the name of a pack", "With engine:insightface, the pack: a folder of that name.",
            (settings, value) => IsFolderName(value) ? settings with { Pack = value } : null),
        Text(Root, "a folder", "A folder to look for the pack in, after ModelPath; ~ is the user's.",
            (settings, value) => settings with { Root = value }),
        Text(Detector, "a file", "With engine:onnx_direct, the detector (YuNet).", (settings, value) => settings with { Detector = value }),
        Text(Recognizer, "a file", "With engine:onnx_direct, the recogniser (SFace).",
            (settings, value) => settings with { Recognizer = value }),
        new("det_size", "640x640", "N or WxH in multiples of 32 from 32 to 2048",
            "The size that a picture is brought to where the detector leaves it open.",
            (settings, value) => ReadSize(value) is (var width, var height)
                ? settings with { DetectorWidth = width, DetectorHeight = height }
                : null),
        Number("det_thresh", "the pack's", 0.01f, 0.99f, "The least score of a face.",
            (settings, value) => settings with { DetectorThreshold = value }),
        Number("verify_threshold", "the pack's", 0.001f, 2, "The greatest distance of one person.",
            (settings, value) => settings with { VerifyThreshold = value }),
        Text(AntispoofV2, "a file", "MiniFASNetV2, which tells live faces; instead of the pack's own.",
            (settings, value) => settings with { AntispoofV2 = value }),
        Text(AntispoofV1Se, "a file", "MiniFASNetV1SE; with both, their mean counts.",
            (settings, value) => settings with { AntispoofV1Se = value }),
        Number("antispoof_threshold", "the pack's", 0.01f, 0.99f, "The least probability of a live face.",
            (settings, value) => settings with { LivenessThreshold = value }),
    ];

    /// <summary>The option of a name, or null.</summary>
    public static FacesOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);

    /// <summary>The table of the documentation.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| Option | Values | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var option in All)
            table.Append(CultureInfo.InvariantCulture, $"| `{option.Name}` | {option.Expects} | {option.Default} | {option.Meaning} |\n");
        return table.ToString();
    }

    private static EngineKind? ReadEngine(string value) => value.ToLowerInvariant() switch
    {
        "default" => EngineKind.Default,
        "" or "insightface" => EngineKind.InsightFace,
        "onnx_direct" or "onnx-direct" or "opencv" => EngineKind.OnnxDirect,
        _ => null,
    };

    private static bool IsFolderName(string value) =>
        value.Length is > 0 and <= 100 && value is not "." and not ".."
        && value.All(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c, StringComparison.Ordinal));

    private static (int Width, int Height)? ReadSize(string value)
    {
        var sides = value.Split(['x', 'X']).Select(side => OptionValue.Integer(side, SizeMultiple, LargestSize)).ToArray();
        if (sides.Length > 2 || sides.Any(side => side is not { } length || length % SizeMultiple != 0))
            return null;
        return (sides[0]!.Value, sides[^1]!.Value);
    }

    private static FacesOption Text(string name, string expects, string meaning, Func<FacesSettings, string, FacesSettings> apply) =>
        new(name, "none", expects, meaning,
            (settings, value) => value.Length > 0 && !value.Any(char.IsControl) ? apply(settings, value) : null);

    private static FacesOption Number(
        string name, string @default, float least, float most, string meaning, Func<FacesSettings, float, FacesSettings> apply) =>
        new(name, @default, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), meaning,
            (settings, value) => OptionValue.Number(value, least, most) is { } number ? apply(settings, number) : null);
}
