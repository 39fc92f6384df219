namespace LocalAI.Plugins.Faces.Packs;

/// <summary>Gives the models of a description their files.</summary>
internal static class PackFiles
{
    /// <summary>Replaces the names of files by their paths.</summary>
    public static PackDescription Resolve(PackDescription pack, Func<string, string> path) => pack with
    {
        Detector = pack.Detector is { } detector ? detector with { File = path(detector.File!) } : null,
        Aligner = pack.Aligner is { } aligner ? aligner with { File = path(aligner.File!) } : null,
        Embedder = pack.Embedder is { } embedder ? embedder with { File = path(embedder.File!) } : null,
        Attributes = [.. pack.Attributes.Select(part => part with { File = path(part.File!) })],
        Liveness = [.. pack.Liveness.Select(part => part with { File = path(part.File!) })],
    };

    /// <summary>The description with the files that do its parts' work; a part without one is left out.</summary>
    public static PackDescription Assign(PackDescription pack, IReadOnlyDictionary<PackTask, string> files) => pack with
    {
        Detector = files.TryGetValue(PackTask.Detector, out var detector) ? pack.Detector! with { File = detector } : null,
        Embedder = files.TryGetValue(PackTask.Embedder, out var embedder) ? pack.Embedder! with { File = embedder } : null,
        Attributes = files.TryGetValue(PackTask.GenderAge, out var attributes)
            ? [.. pack.Attributes.Select(part => part with { File = attributes })]
            : [],
    };
}
