using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Faces.Tests;

/// <summary>Numbers that independent programs computed; Goldens/ has the programs.</summary>
internal static class Golden
{
    /// <summary>What detectors find in made-up tensors, and what is cut around boxes, by detectors.py.</summary>
    public static JsonNode Detectors { get; } = Read("detectors.json");

    /// <summary>What the default pack says of the photos, by default-pack.js.</summary>
    public static JsonNode DefaultPack { get; } = Read("default-pack.json");

    public static float[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(number => number!.GetValue<float>())];

    private static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", name)))!;
}
