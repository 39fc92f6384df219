using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Vision.Labels;

/// <summary>Where the names of a model's classes come from.</summary>
internal static class LabelSource
{
    private const string MetadataKey = "names";

    private static readonly string[] FilesBeside = ["labels.txt", "coco.names", "classes.txt"];

    /// <summary>The names that the user or the model itself gives; null where neither does.</summary>
    /// <param name="labels">The file of the option, absolute, or null.</param>
    /// <param name="metadata">The model's properties.</param>
    /// <exception cref="EngineException">The user's file cannot be used.</exception>
    public static IReadOnlyList<string?>? Given(string? labels, IReadOnlyDictionary<string, string> metadata) =>
        labels is not null ? NamesFile.Read(labels)
        : metadata.TryGetValue(MetadataKey, out var text) ? MetadataNames.Read(text)
        : null;

    /// <summary>The names of a model's classes: those that are given, else a file beside the model, else a known data set's.</summary>
    /// <param name="given">What <see cref="Given"/> found.</param>
    /// <param name="isUsers">Whether the user gave them, so that another number of classes is a fault.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="classes">How many classes it has; null where its outputs do not show that.</param>
    /// <param name="spare">Classes at the end that need no name.</param>
    /// <exception cref="EngineException">The user's names are not as many as the classes.</exception>
    public static ClassLabels Choose(IReadOnlyList<string?>? given, bool isUsers, string model, int? classes, int spare)
    {
        if (given is not null && Fits(given, classes, spare))
            return new ClassLabels(given);
        if (isUsers)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"labels has {given!.Count} names and the model {classes} classes; name a file with one line for each class.");
        }
        var beside = Beside(model).Select(NamesFile.TryRead).FirstOrDefault(names => names is not null && Fits(names, classes, spare));
        if (beside is not null)
            return new ClassLabels(beside);
        return classes is not { } count ? new ClassLabels(KnownLabels.Coco80)
            : KnownLabels.Of(count) is { } known ? new ClassLabels(known)
            : ClassLabels.Numbers(count);
    }

    private static bool Fits(IReadOnlyList<string?> names, int? classes, int spare) =>
        classes is not { } count || (names.Count <= count && names.Count >= count - spare);

    private static IEnumerable<string> Beside(string model) => FilesBeside
        .Prepend(Path.GetFileName(Path.ChangeExtension(model, ".names")))
        .Select(name => Path.Combine(Path.GetDirectoryName(model) ?? "", name));
}
