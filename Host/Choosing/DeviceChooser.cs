using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Devices;

namespace LocalAI.Plugins.Host.Choosing;

/// <summary>Decides which variant of an engine loads a model: that for the best device here, or for the one asked for.</summary>
internal sealed class DeviceChooser(DeviceInventory inventory)
{
    private static readonly DeviceKind[] BestFirst =
        [DeviceKind.Cuda, DeviceKind.Metal, DeviceKind.DirectML, DeviceKind.Vulkan, DeviceKind.Cpu];

    /// <summary>Refuses a device that this machine does not have.</summary>
    /// <exception cref="ChoiceException">It is not present; the message names those that are.</exception>
    public void Require(DeviceWish wish)
    {
        var ofKind = inventory.OfKind(wish.Kind);
        if (!ofKind.Any(device => wish.Index is null || device.Index == wish.Index))
        {
            var present = string.Join(", ", inventory.All().Select(device => device.Id));
            throw new ChoiceException($"The device {wish} is not on this machine; there are: {present}.");
        }
    }

    /// <summary>The best variant of one engine; null when none of them runs on a device that may be used.</summary>
    public Choice? Best(IEnumerable<Plugin> variants, DeviceWish? wish) => variants
        .Select(plugin => (plugin, kind: BestKind(plugin, wish)))
        .Where(pair => pair.kind is not null)
        .OrderBy(pair => Array.IndexOf(BestFirst, pair.kind!.Value))
        // Two variants on the same device: the one that was built for it first of all.
        .ThenBy(pair => IndexOf(pair.plugin, pair.kind!.Value))
        .ThenByDescending(pair => pair.plugin.Manifest.Priority)
        .Select(pair => new Choice(pair.plugin, new Device(pair.kind!.Value, wish?.Index ?? 0)))
        .FirstOrDefault();

    private DeviceKind? BestKind(Plugin plugin, DeviceWish? wish) => wish is null
        ? Kinds(plugin).Where(inventory.Has).Select(kind => (DeviceKind?)kind).FirstOrDefault()
        : Kinds(plugin).Contains(wish.Kind) ? wish.Kind : null;

    private static int IndexOf(Plugin plugin, DeviceKind kind) => Kinds(plugin).ToList().IndexOf(kind);

    private static IEnumerable<DeviceKind> Kinds(Plugin plugin) =>
        plugin.Manifest.Devices.Select(text => Device.TryParseKind(text, out var kind) ? kind : DeviceKind.Cpu);
}
