using System.Text.Json;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>The catalog for people.</summary>
internal static class PluginsView
{
    public static void Write(Terminal terminal, JsonElement plugins)
    {
        var table = Tables.Create(terminal.Console, "name", "version", "state", "RPCs", "devices", "models");
        foreach (var plugin in plugins.EnumerateArray())
        {
            table.AddRow(
                Tables.Cell(JsonText.Of(plugin, "name")),
                Tables.Cell(JsonText.Of(plugin, "version")),
                Tables.Cell(State(plugin)),
                Tables.Cell(JsonText.Of(plugin, "rpcs")),
                Tables.Cell(JsonText.Of(plugin, "devices")),
                Tables.Cell(Models(plugin)));
        }
        terminal.Console.Write(table);
    }

    private static string State(JsonElement plugin) => JsonText.Of(plugin, "reason") is { Length: > 0 } reason
        ? $"{JsonText.Of(plugin, "state")}: {reason}"
        : JsonText.Of(plugin, "state");

    private static string Models(JsonElement plugin)
    {
        if (!plugin.TryGetProperty("models", out var models))
            return "";
        string[] patterns = ["extensions", "files", "names"];
        return string.Join(", ", patterns.Select(pattern => JsonText.Of(models, pattern)).Where(text => text.Length > 0));
    }
}
