using LocalAI.Plugins.Faces.Requests;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>Tells models of faces from others that are ONNX files too.</summary>
internal static class FacesRecognition
{
    private static readonly string[] OwnOptions =
    [
        FacesOptions.Engine, FacesOptions.Pack, FacesOptions.Detector, FacesOptions.Recognizer, FacesOptions.AntispoofV2,
        FacesOptions.AntispoofV1Se,
    ];

    /// <summary>How sure the engine is: by its options, by a folder, by the shapes of a file.</summary>
    public static Abstractions.Recognition Look(ModelOptions options)
    {
        if (options.Options.Any(entry => OwnOptions.Any(name => entry.Split(':')[0].Trim() == name)))
            return Abstractions.Recognition.Certain;
        var place = options.ModelFile.Length > 0 ? options.ModelFile : options.Model;
        if (Directory.Exists(place))
        {
            return File.Exists(Path.Combine(place, PackDescription.FileName))
                ? Abstractions.Recognition.Certain
                : Abstractions.Recognition.Likely;
        }
        if (!File.Exists(place))
            return Abstractions.Recognition.Possible;
        return OnnxFile.TryRead(place) is { } model
            && (PackRouting.IsYunet(model.Outputs) || PackRouting.TaskOf(model.Inputs, model.Outputs) == PackTask.Detector)
            ? Abstractions.Recognition.Certain
            : Abstractions.Recognition.No;
    }
}
