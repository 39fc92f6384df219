namespace LocalAI.Plugins.Faces.Requests;

/// <summary>What LoadModel asks for.</summary>
internal sealed record FacesSettings
{
    /// <summary>The name that answers carry.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the models are from.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The InsightFace pack.</summary>
    public string Pack { get; init; } = "buffalo_l";

    /// <summary>The folder or the file that LoadModel itself names, absolute; null where it names a pack.</summary>
    public string? Path { get; init; }

    /// <summary>LoadModel's folder of models; may be empty.</summary>
    public string ModelPath { get; init; } = "";

    /// <summary>Another folder to look for the pack in.</summary>
    public string? Root { get; init; }

    /// <summary>The tensor of a detector that takes any size: its width in pixels.</summary>
    public int DetectorWidth { get; init; } = 640;

    /// <summary>The tensor of a detector that takes any size: its height in pixels.</summary>
    public int DetectorHeight { get; init; } = 640;

    /// <summary>The least score of a face; null for the pack's.</summary>
    public float? DetectorThreshold { get; init; }

    /// <summary>The greatest distance of one person; null for the pack's.</summary>
    public float? VerifyThreshold { get; init; }

    /// <summary>The least probability of a live face; null for the pack's.</summary>
    public float? LivenessThreshold { get; init; }

    /// <summary>With <see cref="EngineKind.OnnxDirect"/>: YuNet's file.</summary>
    public string? Detector { get; init; }

    /// <summary>With <see cref="EngineKind.OnnxDirect"/>: SFace's file.</summary>
    public string? Recognizer { get; init; }

    /// <summary>MiniFASNetV2's file.</summary>
    public string? AntispoofV2 { get; init; }

    /// <summary>MiniFASNetV1SE's file.</summary>
    public string? AntispoofV1Se { get; init; }

    /// <summary>Threads that one model may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Options that nobody knows.</summary>
    public IReadOnlyList<string> UnknownOptions { get; init; } = [];
}
