using System.Diagnostics.CodeAnalysis;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Choosing;

/// <summary>A device that was asked for: <c>cuda</c> (any of the kind) or <c>cuda:1</c>.</summary>
internal sealed record DeviceWish(DeviceKind Kind, int? Index)
{
    /// <summary>What the flag and the Options entry take.</summary>
    public static string Expected { get; } =
        string.Join(", ", Enum.GetValues<DeviceKind>().Select(Device.NameOf)) + ", each with an optional index as in cuda:0";

    public static bool TryParse(string text, [NotNullWhen(true)] out DeviceWish? wish)
    {
        var known = Device.TryParse(text, out var device);
        wish = known ? new DeviceWish(device.Kind, text.Contains(':') ? device.Index : null) : null;
        return known;
    }

    /// <inheritdoc/>
    public override string ToString() => Index is { } index ? $"{Device.NameOf(Kind)}:{index}" : Device.NameOf(Kind);
}
