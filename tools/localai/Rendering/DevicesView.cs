using System.Text.Json;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>The devices for people.</summary>
internal static class DevicesView
{
    public static void Write(Terminal terminal, JsonElement devices)
    {
        var table = Tables.Create(terminal.Console, "device", "name", "memory", "driver");
        foreach (var device in devices.EnumerateArray())
        {
            table.AddRow(
                Tables.Cell(JsonText.Of(device, "id")),
                Tables.Cell(JsonText.Of(device, "name")),
                device.TryGetProperty("memoryBytes", out var bytes) && bytes.GetUInt64() is > 0 and var size ? StatusView.Size(size) : "",
                Tables.Cell(JsonText.Of(device, "driver")));
        }
        terminal.Console.Write(table);
    }
}
