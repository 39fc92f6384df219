using System.Text.Json;

namespace LocalAI.Plugins.Imaging.Tests.Golden;

/// <summary>Reads the frozen numbers beside this file.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static T Read<T>(string name)
    {
        using var file = File.OpenRead(Path.Combine(SolutionFolder.Path, "tests", "Imaging.Tests", "Golden", name));
        return JsonSerializer.Deserialize<T>(file, Options) ?? throw new JsonException($"{name} is empty.");
    }
}
