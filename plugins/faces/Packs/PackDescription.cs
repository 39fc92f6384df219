namespace LocalAI.Plugins.Faces.Packs;

/// <summary>
/// A pack of models as data: which file does what, what it takes and what its output means. <c>pack.json</c> in a folder of models, or
/// one of the plugin's own descriptions, whose files are found by their shapes or named by options.
/// </summary>
internal sealed record PackDescription
{
    /// <summary>The file's name in a folder of models.</summary>
    public const string FileName = "pack.json";

    /// <summary>Below this distance (1 - cosine, 0..2) two faces are one person's, where nobody says otherwise.</summary>
    public float VerifyThreshold { get; set; } = 0.35f;

    /// <summary>From this probability on a face is live, where nobody says otherwise.</summary>
    public float LivenessThreshold { get; set; } = 0.5f;

    /// <summary>Files of known packs, by the pack's name: others in their folder are none of theirs.</summary>
    public IReadOnlyDictionary<string, string[]> Packs { get; set; } = new Dictionary<string, string[]>();

    /// <summary>Finds faces.</summary>
    public DetectorPart? Detector { get; init; }

    /// <summary>Finds the five points of a face where the detector does not.</summary>
    public AlignerPart? Aligner { get; init; }

    /// <summary>Makes a vector of a face.</summary>
    public EmbedderPart? Embedder { get; init; }

    /// <summary>Age, gender, emotion.</summary>
    public IReadOnlyList<AttributePart> Attributes { get; set; } = [];

    /// <summary>Tell a face from a picture of one; of several the mean counts.</summary>
    public IReadOnlyList<LivenessPart> Liveness { get; set; } = [];

    /// <summary>All parts.</summary>
    public IEnumerable<PackPart> Parts =>
        new PackPart?[] { Detector, Aligner, Embedder }.Concat(Attributes).Concat(Liveness).OfType<PackPart>();
}
