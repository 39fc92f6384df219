using System.Text.RegularExpressions;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Checks the values of a manifest. Each rule appends to one list, so that the author sees all faults at once.</summary>
public static partial class ManifestValidator
{
    private static readonly Action<PluginManifest, Report>[] Rules =
        [Name, Version, Abi, Assembly, Rpcs, Devices, Stateless, Rids, Models];

    private delegate void Report(string field, string message);

    /// <summary>Appends the faults of <paramref name="manifest"/> to <paramref name="faults"/>.</summary>
    public static void Validate(PluginManifest manifest, string file, ICollection<ManifestFault> faults)
    {
        // A field that is missing or of the wrong type has its fault already; a second one would only repeat it.
        var reported = faults.Select(fault => fault.Field).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in Rules)
        {
            rule(manifest, (field, message) =>
            {
                if (!reported.Contains(field))
                    faults.Add(new ManifestFault(file, field, message));
            });
        }
    }

    private static void Name(PluginManifest manifest, Report report)
    {
        if (!NamePattern().IsMatch(manifest.Name))
            report("name", $"is '{manifest.Name}'; expected 1 to 64 of the characters a-z A-Z 0-9 - _.");
        if (manifest.Engine is { } engine && !NamePattern().IsMatch(engine))
            report("engine", $"is '{engine}'; expected 1 to 64 of the characters a-z A-Z 0-9 - _.");
    }

    private static void Version(PluginManifest manifest, Report report)
    {
        if (!VersionPattern().IsMatch(manifest.Version))
            report("version", $"is '{manifest.Version}'; expected major.minor.patch, such as 1.0.0.");
    }

    private static void Abi(PluginManifest manifest, Report report)
    {
        if (manifest.Abi < 1)
            report("abi", $"is {manifest.Abi}; expected a number from 1.");
    }

    private static void Assembly(PluginManifest manifest, Report report)
    {
        if (!IsPlainFileName(manifest.Assembly) || !manifest.Assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            report("assembly", $"is '{manifest.Assembly}'; expected the name of a .dll in the plugin's own folder.");
    }

    private static void Rpcs(PluginManifest manifest, Report report)
    {
        if (manifest.Rpcs.Count == 0)
            report("rpcs", "is empty; expected at least one RPC.");
        foreach (var rpc in manifest.Rpcs.Where(Rpc.AnsweredByHost.Contains))
            report("rpcs", $"holds '{rpc}', which the host answers itself; leave it out.");
        foreach (var rpc in manifest.Rpcs.Where(rpc => !Rpc.AnsweredByHost.Contains(rpc) && !Rpc.Capabilities.ContainsKey(rpc)))
            report("rpcs", $"holds '{rpc}', which is not an RPC of backend.Backend (names are case-sensitive).");
        ReportRepeats(manifest.Rpcs, "rpcs", report);
    }

    private static void Devices(PluginManifest manifest, Report report)
    {
        if (manifest.Devices.Count == 0)
            report("devices", "is empty; expected at least one of cpu, cuda, directml, vulkan, metal.");
        foreach (var device in manifest.Devices.Where(device => !Device.TryParseKind(device, out _)))
            report("devices", $"holds '{device}'; expected cpu, cuda, directml, vulkan or metal.");
        ReportRepeats(manifest.Devices, "devices", report);
    }

    private static void Stateless(PluginManifest manifest, Report report)
    {
        // Without rpcs, which is a fault of its own, every entry here would only repeat it.
        if (manifest.Rpcs.Count == 0)
            return;
        foreach (var rpc in manifest.Stateless.Except(manifest.Rpcs, StringComparer.Ordinal))
            report("stateless", $"holds '{rpc}', which is not in rpcs.");
    }

    private static void Rids(PluginManifest manifest, Report report)
    {
        foreach (var rid in manifest.Rids.Where(rid => !RidPattern().IsMatch(rid)))
            report("rids", $"holds '{rid}'; expected a platform such as linux-x64, win-x64 or osx-arm64.");
    }

    private static void Models(PluginManifest manifest, Report report)
    {
        foreach (var extension in manifest.Models.Extensions.Where(extension => extension.Length < 2 || extension[0] != '.'))
            report("models.extensions", $"holds '{extension}'; expected an extension with its dot, such as .gguf.");
        foreach (var magic in manifest.Models.Magic.Where(magic => magic.Length is 0 or > 16 || !System.Text.Ascii.IsValid(magic)))
            report("models.magic", $"holds '{magic}'; expected 1 to 16 ASCII characters.");
        foreach (var name in manifest.Models.Files.Where(name => !IsPlainFileName(name)))
            report("models.files", $"holds '{name}'; expected a file name without folders.");
        foreach (var name in manifest.Models.Names.Where(string.IsNullOrWhiteSpace))
            report("models.names", $"holds '{name}'; expected a name or a prefix ending in ://.");
    }

    private static void ReportRepeats(IReadOnlyList<string> values, string field, Report report)
    {
        foreach (var repeated in values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1))
            report(field, $"holds '{repeated.Key}' {repeated.Count()} times; expected it once.");
    }

    // Both separators are refused on every platform: a manifest is written on one and read on another.
    private static bool IsPlainFileName(string name) =>
        name.Length is > 0 and <= 255 && name is not "." and not ".." && name.IndexOfAny(['/', '\\', ':', '\0']) < 0;

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A\d{1,9}\.\d{1,9}\.\d{1,9}(-[A-Za-z0-9.-]{1,64})?\z")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"\A[a-z0-9.]+(-[a-z0-9.]+)*\z")]
    private static partial Regex RidPattern();
}
