using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Requests;
using LocalAI.Plugins.OnnxRuntime;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>Finds the pack that LoadModel means, and the files of its models.</summary>
internal static class PackSearch
{
    private const string Models = "*.onnx";

    // Each is looked into; a folder with more is no pack.
    private const int MostFiles = 1000;

    /// <summary>The pack with a file for each of its parts.</summary>
    /// <param name="settings">What LoadModel says.</param>
    /// <param name="pluginFolder">The plugin's folder, with its own descriptions and the default pack.</param>
    /// <exception cref="EngineException">It is not there, or lacks a detector.</exception>
    public static PackDescription Find(FacesSettings settings, string pluginFolder)
    {
        var descriptions = Path.Combine(pluginFolder, "packs");
        var pack = settings.Engine switch
        {
            EngineKind.Default => PackReader.ReadFolder(Path.Combine(descriptions, "default")),
            EngineKind.OnnxDirect => Pair(settings, PackReader.Read(Path.Combine(descriptions, "opencv.json")), pluginFolder),
            EngineKind.File => DetectorAlone(settings.Path!, descriptions),
            _ when settings.Path is { } folder && File.Exists(Path.Combine(folder, PackDescription.FileName)) =>
                PackReader.ReadFolder(folder),
            _ => InFolders(settings, PackReader.Read(Path.Combine(descriptions, "insightface.json"))),
        };
        return WithLiveness(pack, settings, descriptions, pluginFolder);
    }

    /// <summary>A model that an option names.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">What it says.</param>
    /// <param name="settings">Where the models are.</param>
    /// <param name="pluginFolder">The last place to look.</param>
    /// <exception cref="EngineException">It is in none of the places.</exception>
    public static string Single(string option, string value, FacesSettings settings, string pluginFolder)
    {
        string[] places = settings.ModelPath.Length == 0
            ? [value, Path.Combine(pluginFolder, value)]
            : [value, Path.Combine(settings.ModelPath, Path.GetFileName(value)), Path.Combine(settings.ModelPath, value),
               Path.Combine(pluginFolder, value)];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists) ?? throw new EngineException(EngineFailure.InvalidInput,
            $"{option} is '{value}', which is not there; looked at {string.Join(", ", places.Select(Path.GetFullPath).Distinct())}.");
    }

    private static PackDescription Pair(FacesSettings settings, PackDescription pack, string pluginFolder) => PackFiles.Assign(
        pack,
        new Dictionary<PackTask, string>
        {
            [PackTask.Detector] = Single(FacesOptions.Detector, settings.Detector!, settings, pluginFolder),
            [PackTask.Embedder] = Single(FacesOptions.Recognizer, settings.Recognizer!, settings, pluginFolder),
        });

    private static PackDescription DetectorAlone(string file, string descriptions)
    {
        var model = OnnxFile.Read("ModelFile", file);
        var description = PackRouting.IsYunet(model.Outputs) ? "opencv.json"
            : PackRouting.TaskOf(model.Inputs, model.Outputs) == PackTask.Detector ? "insightface.json"
            : throw new EngineException(EngineFailure.InvalidInput,
                $"'{file}' is no face detector (SCRFD or YuNet); its outputs are "
                + $"{string.Join(", ", model.Outputs.Select(slot => slot.Name))}. "
                + "Load a folder with a pack, or Model = default.");
        return PackFiles.Assign(
            PackReader.Read(Path.Combine(descriptions, description)), new Dictionary<PackTask, string> { [PackTask.Detector] = file });
    }

    private static PackDescription InFolders(FacesSettings settings, PackDescription pack)
    {
        var folders = settings.Path is { } only && Directory.Exists(only) ? [only] : Folders(settings).ToList();
        foreach (var folder in folders.Where(Directory.Exists))
        {
            var files = PackRouting.Route(FilesIn(folder, settings.Pack, pack));
            if (files.ContainsKey(PackTask.Detector))
                return PackFiles.Assign(pack, files);
        }
        throw new EngineException(EngineFailure.InvalidInput, folders.Count == 0
            ? $"The pack {settings.Pack} has no place to be in; name its folder in the option root, or set ModelPath."
            : $"The pack {settings.Pack} has no face detector (SCRFD, such as det_10g.onnx) in {string.Join(", ", folders)}; "
                + "unpack it there, or name its folder in the option root.");
    }

    /// <summary>The places of a pack in the order of LocalAI's insightface backend, and the folder in it that one archive makes.</summary>
    private static IEnumerable<string> Folders(FacesSettings settings)
    {
        string[] places = [
            .. settings.ModelPath is { Length: > 0 } models
                ? (string[])[Path.Combine(models, settings.Pack), Path.Combine(models, "models", settings.Pack), models]
                : [],
            .. settings.Root is { } root
                ? (string[])[Path.Combine(root, "models", settings.Pack), Path.Combine(root, settings.Pack), root]
                : []];
        foreach (var place in places.Select(Path.GetFullPath))
        {
            yield return place;
            if (Path.GetFileName(place) == settings.Pack)
                yield return Path.Combine(place, settings.Pack);
        }
    }

    private static string[] FilesIn(string folder, string name, PackDescription pack)
    {
        string[] all = [.. Directory.EnumerateFiles(folder, Models).Take(MostFiles)];
        if (!pack.Packs.TryGetValue(name, out var manifest))
            return all;
        string[] own = [.. all.Where(file => manifest.Contains(Path.GetFileName(file)))];
        return own.Length > 0 ? own : all;
    }

    private static PackDescription WithLiveness(PackDescription pack, FacesSettings settings, string descriptions, string pluginFolder)
    {
        if (settings is { AntispoofV2: null, AntispoofV1Se: null })
            return pack;
        var pair = PackReader.Read(Path.Combine(descriptions, "minifasnet.json")).Liveness;
        List<LivenessPart> named = [];
        if (settings.AntispoofV2 is { } second)
            named.Add(pair[0] with { File = Single(FacesOptions.AntispoofV2, second, settings, pluginFolder) });
        if (settings.AntispoofV1Se is { } first)
            named.Add(pair[1] with { File = Single(FacesOptions.AntispoofV1Se, first, settings, pluginFolder) });
        return pack with { Liveness = named };
    }
}
