namespace LocalAI.Plugins.Faces.Requests;

/// <summary>Where the models are from.</summary>
internal enum EngineKind
{
    /// <summary>The plugin's own pack.</summary>
    Default,

    /// <summary>A pack in a folder: InsightFace's, or one with a description.</summary>
    InsightFace,

    /// <summary>A detector and a recogniser that options name: OpenCV's YuNet and SFace.</summary>
    OnnxDirect,

    /// <summary>A detector alone.</summary>
    File,
}
