using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>
/// Tells what a model of an InsightFace pack does by its shapes, as InsightFace's model zoo does. The packs lie in folders with models
/// that are none for faces, so the outputs have to be those of the task as well.
/// </summary>
internal static class PackRouting
{
    private const int SmallestAligned = 112;
    private const int AlignedMultiple = 16;
    private const int AttributeSide = 96;
    private const int LandmarkSide = 192;

    /// <summary>The first file of each task, in the order of their names; foreign files are passed over.</summary>
    /// <param name="files">Paths.</param>
    public static IReadOnlyDictionary<PackTask, string> Route(IEnumerable<string> files)
    {
        var routed = new Dictionary<PackTask, string>();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            if (OnnxFile.TryRead(file) is { } model && TaskOf(model.Inputs, model.Outputs) is var task and not PackTask.None)
                routed.TryAdd(task, file);
        }
        return routed;
    }

    /// <summary>Whether the outputs are YuNet's: classes, objects, boxes and points at three strides.</summary>
    public static bool IsYunet(IReadOnlyList<TensorSlot> outputs) =>
        YunetDetector.OutputNames.All(name => outputs.Any(output => output.Name == name));

    /// <summary>What a model of InsightFace's does.</summary>
    public static PackTask TaskOf(IReadOnlyList<TensorSlot> inputs, IReadOnlyList<TensorSlot> outputs)
    {
        if (inputs is not [{ Type: TensorElementType.Float, Shape: [_, 3, var height, var width] }]
            || outputs.Any(output => output.Type != TensorElementType.Float))
        {
            return PackTask.None;
        }
        // SCRFD: scores, boxes and perhaps points at three strides.
        if (outputs.Count is 6 or 9)
            return outputs.Take(3).All(output => output.Shape is [.., 1 or < 0]) ? PackTask.Detector : PackTask.None;
        if (outputs is not [{ Shape: [_, var length] }] || height != width)
            return PackTask.None;
        return height switch
        {
            AttributeSide => length is 3 or < 0 ? PackTask.GenderAge : PackTask.None,
            LandmarkSide => PackTask.None,
            >= SmallestAligned when height % AlignedMultiple == 0 => length is >= 32 or < 0 ? PackTask.Embedder : PackTask.None,
            _ => PackTask.None,
        };
    }
}
