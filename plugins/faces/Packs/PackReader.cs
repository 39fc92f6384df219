using System.Text.Json;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>Reads descriptions of packs; all that is wrong with one is said at once.</summary>
internal static class PackReader
{
    private const long LargestFile = 1 << 20;

    /// <summary>Reads <c>pack.json</c>, whose files lie beside it.</summary>
    /// <exception cref="EngineException">It is no description, or files that it names are not there.</exception>
    public static PackDescription ReadFolder(string folder)
    {
        var path = Path.Combine(folder, PackDescription.FileName);
        var pack = Read(path);
        List<string> faults = [];
        if (pack.Detector is null)
            faults.Add("detector is missing");
        foreach (var part in pack.Parts)
        {
            if (part.File is not { Length: > 0 } file || file != Path.GetFileName(file) || file is "." or "..")
                faults.Add($"{part.Role}.file is no file name");
            else if (!File.Exists(Path.Combine(folder, file)))
                faults.Add($"the file '{file}' of {part.Role} is not there");
        }
        Refuse(path, faults);
        return PackFiles.Resolve(pack, file => Path.Combine(folder, file));
    }

    /// <summary>Reads a description whose files are still to be found.</summary>
    /// <exception cref="EngineException">It is not there, or no description.</exception>
    public static PackDescription Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
                Refuse(path, ["the file has more than a megabyte"]);
            var pack = JsonSerializer.Deserialize(File.ReadAllBytes(path), PackJson.Default.PackDescription)
                ?? throw new JsonException("The file holds null.");
            List<string> faults = [];
            if (pack.Attributes.Contains(null!) || pack.Liveness.Contains(null!))
                faults.Add("attributes or liveness holds null");
            foreach (var part in pack.Parts)
                part.Check(faults);
            if (!(pack.VerifyThreshold is > 0 and <= 2))
                faults.Add("verifyThreshold is not between 0 and 2");
            if (!(pack.LivenessThreshold is > 0 and < 1))
                faults.Add("livenessThreshold is not between 0 and 1");
            Refuse(path, faults);
            return pack;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The pack '{path}' cannot be read: {Sentence(e)} Compare it with packs/default/{PackDescription.FileName} of the plugin.",
                e);
        }
    }

    private static string Sentence(Exception e) => e.Message.ReplaceLineEndings(" ").TrimEnd('.') + ".";

    private static void Refuse(string path, List<string> faults)
    {
        if (faults.Count > 0)
            throw new EngineException(EngineFailure.InvalidInput, $"The pack '{path}' cannot be used: {string.Join("; ", faults)}.");
    }
}
