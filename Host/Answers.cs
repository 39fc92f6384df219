using System.Text.Json;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Devices;
using LocalAI.Plugins.Host.Logs;
using LocalAI.Plugins.Host.Options;

namespace LocalAI.Plugins.Host;

/// <summary>What the host prints on stdout instead of serving.</summary>
internal static class Answers
{
    public static void Print(IReadOnlyList<FoundDevice> devices) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(devices, DeviceJson.Default.IReadOnlyListFoundDevice));

    public static void Print(PluginCatalog catalog) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(CatalogRow.Of(catalog), CatalogJson.Default.IReadOnlyListCatalogRow));

    public static DeviceInventory Inventory(ServerOptions options)
    {
        var loggers = LoggerFactory.Create(logging => LogSetup.Apply(logging, options));
        return DeviceInventory.OfThisMachine(loggers.CreateLogger<ProbeChild>());
    }
}
