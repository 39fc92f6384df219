using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Inputs;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>What a model shows of itself. Lengths that the size of the picture fixes are filled in.</summary>
/// <param name="Image">The input that takes the picture.</param>
/// <param name="Outputs">What it gives.</param>
/// <param name="Metadata">Its own properties.</param>
internal sealed record ModelLook(ImageInput Image, IReadOnlyList<TensorSlot> Outputs, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The name of its file, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>How many names of classes are given with it; null for none.</summary>
    public int? Names { get; init; }

    /// <summary>What its rows have, where it has one for each cell.</summary>
    public RowKind Rows { get; init; }

    /// <summary>Whether an input beside the picture takes its size.</summary>
    public bool TakesSize { get; init; }

    /// <summary>Whether the user says of which family it is, so that shapes which are unusual for it are accepted.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether the user says that the classes of a DETR's query exclude each other; null where nothing is said.</summary>
    public bool? IsSoftmax { get; init; }

    /// <summary>What ultralytics' exporter says the model is for: detect, segment, pose, obb, classify; null of others' models.</summary>
    public string? UltralyticsTask =>
        Metadata.ContainsKey("names") && Metadata.ContainsKey("stride") ? Metadata.GetValueOrDefault("task", "detect") : null;
}
