using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LocalAI.Plugins.Abstractions;

/// <summary>One device of this machine, written <c>cpu</c>, <c>cuda:0</c>, <c>vulkan:1</c>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Which of its kind, from 0.</param>
public readonly record struct Device(DeviceKind Kind, int Index = 0)
{
    /// <summary>The processor.</summary>
    public static Device Cpu { get; } = new(DeviceKind.Cpu);

    /// <summary>Reads <c>kind</c> or <c>kind:index</c>, in any case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Device device)
    {
        device = default;
        if (text is null)
            return false;

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kindText = colon < 0 ? text : text[..colon];
        var index = 0;
        if (colon >= 0 && !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out index))
            return false;
        if (!TryParseKind(kindText, out var kind))
            return false;

        device = new Device(kind, index);
        return true;
    }

    /// <summary>Reads the name of a kind, in any case.</summary>
    public static bool TryParseKind(string text, out DeviceKind kind)
    {
        // Enum.TryParse also takes numbers and comma-separated lists, which are not names.
        kind = default;
        return text is not null && text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out kind);
    }

    /// <summary>The name of a kind as manifests and flags spell it.</summary>
    public static string NameOf(DeviceKind kind) => kind.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override string ToString() =>
        Kind == DeviceKind.Cpu ? "cpu" : string.Create(CultureInfo.InvariantCulture, $"{NameOf(Kind)}:{Index}");
}
