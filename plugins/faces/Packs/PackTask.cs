namespace LocalAI.Plugins.Faces.Packs;

/// <summary>What a model of an InsightFace pack does.</summary>
internal enum PackTask
{
    /// <summary>Nothing that is used here: landmarks, or no model for faces.</summary>
    None,

    /// <summary>SCRFD finds faces.</summary>
    Detector,

    /// <summary>ArcFace makes a vector of an aligned face.</summary>
    Embedder,

    /// <summary>Gender and age of a face.</summary>
    GenderAge,
}
