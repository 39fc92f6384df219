using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Requests;

/// <summary>Turns LoadModel into settings; all faults are reported in one message.</summary>
internal static class FacesSettingsReader
{
    private const string GalleryPrefix = "insightface-";

    // The host reads these itself.
    private static readonly string[] HostOptions = ["plugin", "device"];

    /// <exception cref="EngineException">One or more fields are wrong; the message names each with its value.</exception>
    public static FacesSettings Read(ModelOptions options)
    {
        List<string> faults = [];
        List<string> unknown = [];
        var settings = ByModel(options);
        if (options.Threads > 0)
            settings = settings with { Threads = Math.Min(options.Threads, Environment.ProcessorCount) };
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in options.Options)
        {
            // LocalAI's own entries without a value say nothing to this engine.
            if (entry.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var value])
                given[name] = value;
        }
        foreach (var (name, value) in given.Where(pair => !HostOptions.Contains(pair.Key)))
            settings = Apply(settings, name, value, faults, unknown);
        settings = Choose(settings, given, faults);
        if (faults.Count > 0)
            throw new EngineException(EngineFailure.InvalidInput, $"LoadModel cannot use these settings: {string.Join("; ", faults)}.");
        return settings with { Name = Named(options, settings, given), Root = Expand(settings.Root), UnknownOptions = unknown };
    }

    private static FacesSettings Apply(FacesSettings settings, string name, string value, List<string> faults, List<string> unknown)
    {
        if (FacesOptions.Find(name) is not { } option)
        {
            unknown.Add(name);
            return settings;
        }
        if (option.Apply(settings, value) is { } applied)
            return applied;
        faults.Add($"{name} is '{value}'; write {option.Expects}");
        return settings;
    }

    /// <summary>What the name of the model says, where no option says it.</summary>
    private static FacesSettings ByModel(ModelOptions options)
    {
        var settings = new FacesSettings { ModelPath = options.ModelPath };
        var place = options.ModelFile.Length > 0 ? options.ModelFile : options.Model;
        if (Directory.Exists(place))
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
            return settings with { Engine = EngineKind.InsightFace, Pack = Path.GetFileName(folder), Path = folder };
        }
        if (File.Exists(place) || place.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            return settings with { Engine = EngineKind.File, Path = Path.GetFullPath(place) };
        return options.Model switch
        {
            "insightface" => settings with { Engine = EngineKind.InsightFace },
            "insightface-opencv" => settings with { Engine = EngineKind.OnnxDirect },
            _ when options.Model.StartsWith(GalleryPrefix, StringComparison.Ordinal) =>
                settings with { Engine = EngineKind.InsightFace, Pack = options.Model[GalleryPrefix.Length..].Replace('-', '_') },
            _ => settings,
        };
    }

    /// <summary>Decides between the engines by the options that belong to one of them, where engine itself is not given.</summary>
    private static FacesSettings Choose(FacesSettings settings, Dictionary<string, string> given, List<string> faults)
    {
        if (!given.ContainsKey(FacesOptions.Engine))
        {
            if (given.ContainsKey(FacesOptions.Pack) || given.ContainsKey(FacesOptions.Root))
                settings = settings with { Engine = EngineKind.InsightFace };
            else if (given.ContainsKey(FacesOptions.Detector) || given.ContainsKey(FacesOptions.Recognizer))
                settings = settings with { Engine = EngineKind.OnnxDirect };
        }
        if (settings.Engine != EngineKind.OnnxDirect)
            return settings;
        if (settings.Detector is null)
            faults.Add($"{FacesOptions.Detector} is missing, which engine:onnx_direct needs");
        if (settings.Recognizer is null)
            faults.Add($"{FacesOptions.Recognizer} is missing, which engine:onnx_direct needs");
        return settings;
    }

    private static string Named(ModelOptions options, FacesSettings settings, Dictionary<string, string> given) =>
        options.Model.Length > 0 ? options.Model
        : given.GetValueOrDefault(FacesOptions.Pack) is { Length: > 0 } pack ? pack
        : settings.Engine switch
        {
            EngineKind.Default => "default",
            EngineKind.OnnxDirect => "onnx_direct",
            _ => "insightface",
        };

    private static string? Expand(string? root) => root is ['~', .. var rest] && (rest.Length == 0 || rest[0] == '/')
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + rest
        : root;
}
