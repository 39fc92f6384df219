using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Abstractions.Tests.Manifest;

/// <summary>Manifests to spoil: a valid one, changed field by field.</summary>
internal static class Manifests
{
    public const string File = "plugins/story/plugin.json";

    public static JsonObject Valid() => new()
    {
        ["name"] = "story",
        ["version"] = "1.0.0",
        ["abi"] = 1,
        ["assembly"] = "Story.dll",
        ["description"] = "Tells stories",
        ["rpcs"] = new JsonArray("Predict", "PredictStream"),
        ["models"] = new JsonObject
        {
            ["extensions"] = new JsonArray(".gguf"),
            ["magic"] = new JsonArray("GGUF"),
            ["files"] = new JsonArray("model_index.json"),
            ["names"] = new JsonArray("store://"),
        },
        ["devices"] = new JsonArray("cuda", "cpu"),
        ["priority"] = -3,
        ["native"] = true,
        ["stateless"] = new JsonArray("Predict"),
        ["rids"] = new JsonArray("linux-x64"),
    };

    /// <summary>The valid manifest with the value at <paramref name="path"/>, such as <c>models.magic</c>, replaced.</summary>
    public static string With(string path, string? json)
    {
        var manifest = Valid();
        var fields = path.Split('.');
        var owner = fields[..^1].Aggregate(manifest, (node, field) => node[field]!.AsObject());
        owner.Remove(fields[^1]);
        if (json is not null)
            owner[fields[^1]] = JsonNode.Parse(json);
        return manifest.ToJsonString();
    }

    public static IReadOnlyList<ManifestFault> FaultsOf(string json)
    {
        var manifest = ManifestReader.Parse(json, File, out var faults);
        Assert.Equal(faults.Count == 0, manifest is not null);
        return faults;
    }
}
