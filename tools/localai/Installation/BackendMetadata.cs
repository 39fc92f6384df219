using System.Globalization;
using System.Text.Json;

namespace LocalAI.CommandLine.Installation;

/// <summary>
/// The metadata.json that LocalAI reads beside a run.sh. It has no <c>alias</c>: the alias <c>llama-cpp</c> would take every model of
/// LocalAI's own llama.cpp over. It has no <c>uri</c>, <c>digest</c> or <c>gallery_url</c> either, for there is nothing to upgrade from.
/// </summary>
internal static class BackendMetadata
{
    public static void Write(string folder, string name, string version)
    {
        using var file = File.Create(Path.Combine(folder, "metadata.json"));
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("version", version);
        writer.WriteString("installed_at", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
