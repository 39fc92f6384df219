using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Vision.Requests;

/// <summary>Turns LoadModel into settings; all faults are reported in one message.</summary>
internal static class VisionSettingsReader
{
    /// <summary>The environment variable with the folders that the paths of images may lie in; unset for any.</summary>
    public const string RootsVariable = "LOCALAI_VISION_ROOTS";

    // The host reads these itself.
    private static readonly string[] HostOptions = ["plugin", "device"];

    /// <exception cref="EngineException">One or more fields are wrong; the message names each with its value.</exception>
    public static VisionSettings Read(ModelOptions options)
    {
        List<string> faults = [];
        var settings = new VisionSettings { File = FileOf(options) ?? "" };
        if (settings.File.Length == 0)
            faults.Add("ModelFile and Model are empty; name an ONNX file");
        if (options.Threads > 0)
            settings = settings with { Threads = Math.Min(options.Threads, Environment.ProcessorCount) };
        foreach (var entry in options.Options)
            settings = Apply(settings, entry, faults);
        if (faults.Count > 0)
            throw new EngineException(EngineFailure.InvalidInput, $"LoadModel cannot use these settings: {string.Join("; ", faults)}.");
        return settings.Labels is { } labels
            ? settings with { Labels = Path.GetFullPath(labels, Path.GetDirectoryName(settings.File) ?? settings.File) }
            : settings;
    }

    /// <summary>The absolute path of the model that LoadModel names; null when it names none.</summary>
    public static string? FileOf(ModelOptions options)
    {
        var name = options.ModelFile.Length > 0 ? options.ModelFile : options.Model;
        return name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)
            ? null
            : Path.GetFullPath(Path.Combine(options.ModelPath, name));
    }

    private static VisionSettings Apply(VisionSettings settings, string entry, List<string> faults)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        var (name, value) = colon < 0 ? (entry, null) : (entry[..colon], entry[(colon + 1)..]);
        if (HostOptions.Contains(name))
            return settings;
        if (VisionOptions.Find(name) is not { } option)
        {
            var known = string.Join(", ", VisionOptions.All.Select(each => each.Name));
            faults.Add($"the option '{name}' is unknown; the options are {known}");
            return settings;
        }
        if (option.Apply(settings, value) is { } applied)
            return applied;
        faults.Add($"{name} is '{value}'; write {option.Expects}");
        return settings;
    }
}
