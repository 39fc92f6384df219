using System.Text.Json;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>Finds the weights of a folder: one file, or several with an index that says which tensor is where.</summary>
internal static class SafetensorsFolder
{
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";
    private const int MostFiles = 1024;

    /// <summary>The files; at least one, all of them there.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        if (JsonFile.ReadOptional(Path.Combine(folder, Index)) is { } index)
            return Indexed(folder, index);
        var single = Path.Combine(folder, Single);
        return File.Exists(single) ? [single] : throw FolderFault.Refuse(
            folder, $"it has neither {Single} nor {Index}", "give a folder with the model's safetensors files");
    }

    /// <summary>All tensors by their names.</summary>
    public static IReadOnlyDictionary<string, SafetensorsTensor> Read(string folder)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        foreach (var tensor in Files(folder).SelectMany(SafetensorsFile.Read))
        {
            if (!tensors.TryAdd(tensor.Name, tensor))
                throw FolderFault.Refuse(tensor.File, $"the tensor {GgufFault.Quote(tensor.Name)} is in another file too");
        }
        return tensors;
    }

    private static List<string> Indexed(string folder, JsonElement index)
    {
        if (ModelConfig.Property(index, "weight_map") is not { ValueKind: JsonValueKind.Object } map)
            throw FolderFault.Refuse(Index, "'weight_map' is missing");
        var names = map.EnumerateObject().Select(entry => entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : "")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (names.Count > MostFiles)
            throw FolderFault.Refuse(Index, $"it names {names.Count:N0} files; at most {MostFiles:N0} are expected");
        foreach (var name in names)
        {
            // A name that leads out of the folder is none of this model's files.
            if (name.Length == 0 || name != Path.GetFileName(name) || name.Contains('\0', StringComparison.Ordinal))
                throw FolderFault.Refuse(Index, $"it names the file {GgufFault.Quote(name)}, which is no name of a file beside it");
            if (!File.Exists(Path.Combine(folder, name)))
                throw FolderFault.Refuse(Index, $"it names {name}, which is not there", "download the whole model");
        }
        return names.Count > 0
            ? [.. names.Select(name => Path.Combine(folder, name))]
            : throw FolderFault.Refuse(Index, "'weight_map' is empty");
    }
}
