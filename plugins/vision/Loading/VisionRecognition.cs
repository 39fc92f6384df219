using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Labels;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Loading;

/// <summary>Says whether a file is a model for this engine, by what it says of its inputs and outputs.</summary>
internal static class VisionRecognition
{
    /// <summary>Looks at a file without native code.</summary>
    public static Recognition Look(string path)
    {
        var file = TryRead(path);
        var defaults = new VisionSettings { File = path };
        if (file is null || ModelInputs.Find(file.Inputs, defaults.Size) is not { } inputs)
            return Recognition.No;
        var look = new ModelLook(inputs.Image, file.Outputs, file.Metadata)
        {
            Names = LabelSource.Given(null, file.Metadata)?.Count,
            TakesSize = inputs.TakeSize,
        };
        if (look.UltralyticsTask is not null)
            return YoloPreparation.HasOtherTask(look) ? Recognition.No : Recognition.Certain;
        if (FamilyTable.Find(look) is not null)
            return Recognition.Likely;
        // What is left open shows when the model runs.
        return OutputProbe.IsNeeded(file.Outputs) ? Recognition.Possible : Recognition.No;
    }

    private static OnnxFile? TryRead(string path)
    {
        try
        {
            return OnnxFile.TryRead(path);
        }
        catch (EngineException)
        {
            return null;
        }
    }
}
