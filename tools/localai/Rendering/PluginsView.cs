using System.Text.Json;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>The catalog for people.</summary>
internal static class PluginsView
{
    private static readonly string[] ModelPatterns = ["extensions", "files", "names"];

    public static void Write(Terminal terminal, JsonElement plugins)
    {
        var table = Tables.Create(terminal.Console, "name", "version", "state", "RPCs", "devices", "models");
        foreach (var plugin in plugins.EnumerateArray())
        {
            // A folder without a readable manifest has no more than a name and a reason.
            var manifest = plugin.TryGetProperty("manifest", out var found) ? found : default;
            var models = manifest.ValueKind == JsonValueKind.Object && manifest.TryGetProperty("models", out var patterns) ? patterns : default;
            table.AddRow(
                Tables.Cell(JsonText.Of(plugin, "name")),
                Tables.Cell(JsonText.Of(manifest, "version")),
                Tables.Cell(State(plugin)),
                Tables.Cell(JsonText.Of(manifest, "rpcs")),
                Tables.Cell(JsonText.Of(manifest, "devices")),
                Tables.Cell(string.Join(", ", ModelPatterns.Select(kind => JsonText.Of(models, kind)).Where(text => text.Length > 0))));
        }
        terminal.Console.Write(table);
    }

    private static string State(JsonElement plugin)
    {
        var state = JsonText.Of(plugin, "state").ToLowerInvariant();
        return JsonText.Of(plugin, "reason") is { Length: > 0 } reason ? $"{state}: {reason}" : state;
    }
}
